import { AppError } from '#shared/errors.ts';
import { httpRoute, pathParam } from '#shared/http.ts';
import { UNSUBSCRIBE_TOKEN } from '#shared/notification/mail-state.ts';
import { askToUnsubscribe } from './unsubscribe-page-text.ts';

/**
 * The same page for every token, and it does not look whose it is: it asks for the click that programs which open links
 * do not make.
 */
export const handler = httpRoute(async (event) => {
  if (!UNSUBSCRIBE_TOKEN.test(pathParam(event, 'token'))) throw new AppError('NOT_FOUND');
  return askToUnsubscribe();
});

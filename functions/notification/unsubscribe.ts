import { readEnv } from '#shared/env.ts';
import { unsubscribeRoutes } from '#shared/routes/notification-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { stopEmails } from './stop-emails.ts';
import { unsubscribeEnv } from './unsubscribe-env.ts';
import { unsubscribedPage } from './unsubscribe-page-text.ts';

const tables = openWorkTable(readEnv(unsubscribeEnv));

/** Mail programs call it without a person (RFC 8058), so its one effect is one that nobody minds who asked for it. */
export const handler = serveRoutes(tables, unsubscribeRoutes, {
  'POST /unsubscribe/{token}': async ({ param }) => {
    await stopEmails(tables, param('token'));
    return unsubscribedPage();
  },
});

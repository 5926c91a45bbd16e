import { timingSafeEqual } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { log } from '#shared/log.ts';
import { readUnsubscribeToken } from '#shared/notification/mail-state.ts';
import { readMailState } from '#shared/notification/mail-state-table.ts';
import { turnEmailsOff } from '#shared/people/preferences-table.ts';
import type { WorkTable } from '#shared/tables.ts';

/** Turns emails off for whom the token was made. A token that is not theirs looks like one of nobody. */
export async function stopEmails(tables: WorkTable, token: string): Promise<void> {
  const { personId, secret } = readUnsubscribeToken(token);
  const state = await readMailState(tables, personId);
  if (!state?.token || !isSame(state.token, secret)) throw new AppError('NOT_FOUND');
  await turnEmailsOff(tables, personId);
  log.info('emails turned off by a link', { personId });
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

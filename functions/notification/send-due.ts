import { readAction } from '#shared/action/action-table.ts';
import { errorFields, log } from '#shared/log.ts';
import type { BellEntry } from '#shared/notification/bell.ts';
import { readBell } from '#shared/notification/bell-list.ts';
import { type MailState, unreachableBy } from '#shared/notification/mail-state.ts';
import { claimMail, closeMail, giveMailBack, queueMail, readMailState } from '#shared/notification/mail-state-table.ts';
import type { Person } from '#shared/people/person.ts';
import { readPerson } from '#shared/people/person-table.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { writeDigest, writeNotice } from './mail-text.ts';
import { type NoticeMail, sendMail } from './send-mail.ts';

export type MailDeps = NoticeMail & { tables: Tables; now: () => Date };

const MINUTE_MS = 60_000;

/** A person gets one email in so many minutes; what comes meanwhile is in the next. */
const WINDOW_MS = 5 * MINUTE_MS;

/** A digest counts no further back. What is older waits in the bell menu too. */
const MOST_ENTRIES = 500;

/** An email about entries of this time is due: it goes out now, or with others when the person's five minutes are over. */
export async function mailSoon(deps: MailDeps, personId: string, emailedAt: string): Promise<void> {
  await queueMail(deps.tables, personId, emailedAt);
  await sendDue(deps, personId);
}

/**
 * Sends a person what no email has said yet, if their five minutes are over. Where the mail service fails, the approval
 * waits as before and the sweep has this repeated: the item of what is due stays until it is said.
 */
export async function sendDue(deps: MailDeps, personId: string): Promise<void> {
  const { tables, now } = deps;
  const seenAt = now();
  const [state, person] = await Promise.all([readMailState(tables, personId), readPerson(tables, personId)]);
  if (!state?.unsaidSince || (state.notBefore ?? '') > seenAt.toISOString()) return;
  const entries = await unsaid(tables, state);
  const isWanted = person?.emailNotices && !unreachableBy(person, state) && entries.length > 0;
  if (!isWanted) return closeMail(tables, state, seenAt);
  if (!(await claimMail(tables, state, seenAt, new Date(seenAt.getTime() + WINDOW_MS)))) return;
  try {
    await send(deps, person, state, entries);
  } catch (error) {
    if (!(await isGivenUp(deps, state, error))) return;
  }
  await closeMail(tables, state, seenAt);
}

/** Read consistently: an entry that is missed here is never said. What somebody decided meanwhile needs no email. */
async function unsaid(tables: Tables, { personId, unsaidSince = '' }: MailState): Promise<BellEntry[]> {
  const entries = await readBell(tables, personId, MOST_ENTRIES, 'consistent');
  return entries.filter(({ resolved, emailedAt = '' }) => !resolved && emailedAt >= unsaidSince);
}

async function send(deps: MailDeps, person: Person, state: MailState, entries: BellEntry[]): Promise<void> {
  const { tables, env } = deps;
  const { emailContent } = await readSettings(tables);
  const [first] = entries;
  const action = entries.length === 1 && first ? await readAction(tables, first.actionId) : undefined;
  const about = { person, state, consoleUrl: env.CONSOLE_URL, showsContent: emailContent, now: deps.now() };
  const mail = action && first ? writeNotice(about, action, first) : writeDigest(about, entries);
  await sendMail(deps, person, mail);
  log.info('email sent', { personId: person.personId, count: entries.length });
}

/**
 * Whether trying again makes no sense: SES refuses this very email. Else it is tried in a minute where SES answered, so
 * that it surely was not sent, and in five where it did not.
 */
async function isGivenUp({ tables, now }: MailDeps, state: MailState, error: unknown): Promise<boolean> {
  const { personId } = state;
  if (isRefusedForGood(error)) {
    // The bell entry is there: an operator has to hear of it, once.
    log.error('notice refused', { personId, ...errorFields(error) });
    return true;
  }
  log.error('email was not sent and is tried again', { personId, ...errorFields(error) });
  if (wasAnswered(error)) await giveMailBack(tables, state, new Date(now().getTime() + MINUTE_MS));
  return false;
}

/** What SES says of this very email: its recipient is not verified in the sandbox, or cannot be an address. */
function isRefusedForGood(error: unknown): boolean {
  return error instanceof Error && ['BadRequestException', 'MessageRejected'].includes(error.name);
}

function wasAnswered(error: unknown): boolean {
  const { $metadata = {} } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata.httpStatusCode !== undefined;
}

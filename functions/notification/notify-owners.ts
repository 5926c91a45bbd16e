import type { Action } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { closeQuestion, putOffQuestion } from '#shared/action/question-due.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { log } from '#shared/log.ts';
import { type BellEntry, NOBODY, type Notified } from '#shared/notification/bell.ts';
import {
  markEmailed,
  markNotified,
  readNotified,
  rememberNotified,
  ringAgain,
  ringBell,
  ringForNobody,
  settleNobody,
} from '#shared/notification/bell-table.ts';
import { remindAt } from '#shared/notification/remind-at.ts';
import { isReached, type Told } from '#shared/notification/who-is-told.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { notePending } from './note-pending.ts';
import { resolveEntries } from './resolve-entries.ts';
import { type MailDeps, mailSoon } from './send-due.ts';
import { whoToTell } from './who-to-tell.ts';

export type NotifyDeps = MailDeps;

/**
 * Brings a waiting action to people: a bell entry each, and an email to those who want one. Repeating it tells those who
 * were not told, and nobody else: people who come to be responsible later are told when it is repeated then.
 */
export async function notifyOwners(deps: NotifyDeps, actionId: string, round: number): Promise<void> {
  const found = await stillWaits(deps, actionId, round);
  if (!found) return;
  const { tables, now } = deps;
  const { action, agent } = found;
  const { told, isNoticed } = await whoToTell(tables, agent, now());
  const people = [...told.map(({ person }) => person.personId), ...(isNoticed ? [] : [NOBODY])];
  const { since, personIds, toldAt = '' } = await remember(tables, action, people);
  const rung = await Promise.all(told.map((each) => ring(deps, each, action, since)));
  // Of whom it was not noted before that they were all told: those who are new to it, or all where the last try was cut off.
  const anew = rung.filter((entry) => entry.toldAt > toldAt);
  if (!isNoticed) await ringForNobody(tables, entryFor(deps, NOBODY, action, since));
  log.info('people notified', { actionId, round, bellCount: told.length });
  // Somebody may have decided between the first reading and the bells: then there is nothing to write to anybody.
  if (await resolveEntries(deps, actionId, round)) return;
  for (const { personId, emailedAt } of anew) if (emailedAt) await mailSoon(deps, personId, emailedAt);
  await notePending(tables, agent);
  if (!isNoticed) return sayLoudly(action);
  if (personIds.includes(NOBODY)) await settleNobody(tables, { since, actionId, round }, now());
  if (anew.length === 0) return;
  await markNotified(tables, action, 'toldAt', now());
  await leaveToPeople(deps, action);
}

/** Of what waits for long: who is responsible by now is told, and who was told is told again. */
export async function remindPeople(deps: NotifyDeps, actionId: string, round: number): Promise<void> {
  const found = await stillWaits(deps, actionId, round);
  if (!found) return;
  const { tables, now } = deps;
  await notifyOwners(deps, actionId, round);
  const { told } = await whoToTell(tables, found.agent, now());
  const notified = await readNotified(tables, actionId, round);
  if (!notified) return;
  for (const { person, mail } of told) {
    const { personId } = person;
    const entry = { personId, since: notified.since, actionId, round };
    await ringAgain(tables, entry, now());
    if (!person.emailNotices || !isReached({ person, mail })) continue;
    await markEmailed(tables, entry, now());
    await mailSoon(deps, personId, now().toISOString());
  }
  await markNotified(tables, { actionId, round }, 'remindedAt', now());
  log.info('people reminded', { actionId, round, bellCount: told.length });
}

/** The action and its agent; nothing where somebody decided, and then no entry of a delivery before may stay open. */
async function stillWaits(deps: NotifyDeps, actionId: string, round: number) {
  const action = await readAction(deps.tables, actionId);
  const agent = action && (await readAgent(deps.tables, action.agentId));
  if (!action || !agent) return undefined;
  if (action.state === 'pending' && action.round === round) return { action, agent };
  await resolveEntries(deps, actionId, round);
  return undefined;
}

/** Notes who is told, before they are: their entries have to be resolved later. */
async function remember(tables: Tables, action: Action, people: string[]): Promise<Notified> {
  const { actionId, round } = action;
  const before = await readNotified(tables, actionId, round);
  const since = before?.since ?? action.pendingAt?.split('#')[0] ?? action.createdAt;
  // Who was told before stays in it.
  const personIds = [...new Set([...(before?.personIds ?? []), ...people])];
  if (personIds.length === before?.personIds.length) return before;
  const notified: Notified = { ...before, kind: 'notified', since, personIds };
  await rememberNotified(tables, actionId, round, notified);
  return notified;
}

async function ring(deps: NotifyDeps, { person, insteadOf, mail }: Told, action: Action, since: string) {
  return ringBell(deps.tables, {
    ...entryFor(deps, person.personId, action, since),
    ...(insteadOf ? { insteadOf } : {}),
    // Said with the entry, so that it is known of whoever finds the entry there.
    ...(person.emailNotices && isReached({ person, mail }) ? { emailedAt: deps.now().toISOString() } : {}),
  });
}

function entryFor({ now }: NotifyDeps, personId: string, action: Action, since: string): BellEntry {
  const { actionId, agentId, agentName, round, summary } = action;
  const toldAt = now().toISOString();
  return { kind: 'bell', personId, ...{ actionId, agentId, agentName, round, summary, since, toldAt } };
}

/** Whoever is told stays told: the sweep need not look, but where it has to remind them. */
async function leaveToPeople({ tables, now }: NotifyDeps, action: Action): Promise<void> {
  const next = remindAt(await readSettings(tables), { toldAt: now().toISOString() });
  if (next) await putOffQuestion(tables, action, next);
  else await closeQuestion(tables, action);
}

/** An error in the log rings the alarm. Who signs in as an admin sees a banner; the sweep tries again, ever more rarely. */
function sayLoudly({ actionId, agentId }: Action): void {
  log.error('nobody can be told: give the agent an owner, or the workspace an admin', { actionId, agentId });
}

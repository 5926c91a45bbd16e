import type { Action } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { closeQuestion } from '#shared/action/question-due.ts';
import { type Agent, ownersOf } from '#shared/agent/agent.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { winnerOf } from '#shared/approval/decision-refusals.ts';
import { numberedKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import { errorFields, log } from '#shared/log.ts';
import type { BellEntry } from '#shared/notification/bell.ts';
import {
  markEmailed,
  markNotified,
  readNotified,
  rememberNotified,
  resolveBell,
  ringBell,
} from '#shared/notification/bell-table.ts';
import type { Person } from '#shared/people/person.ts';
import { readDirectory, readPerson } from '#shared/people/person-table.ts';
import type { Tables } from '#shared/tables.ts';
import { type NoticeMail, sendNotice } from './send-notice.ts';

export type NotifyDeps = NoticeMail & { tables: Tables; now: () => Date };

/**
 * Brings a waiting action to the owners of its agent, or to the admins where it has none: a bell entry each, and an
 * email to those who want one. Repeating it changes nothing; an email may come twice if the function dies right
 * after sending it, which is better than never.
 */
export async function notifyOwners(deps: NotifyDeps, actionId: string, round: number): Promise<void> {
  const { tables } = deps;
  const action = await readAction(tables, actionId);
  const agent = action && (await readAgent(tables, action.agentId));
  if (!action || !agent) return;
  // It was decided meanwhile: of entries that a delivery before this one made, none may stay open.
  if (action.state !== 'pending' || action.round !== round) {
    await resolveEntries(deps, actionId, round);
    return;
  }
  const people = await whoToTell(tables, agent);
  const since = await remember(tables, action, people);
  const rung = await Promise.all(people.map((person) => ring(tables, person, action, since)));
  log.info('people notified', { actionId, round, bellCount: people.length });
  // Somebody may have decided between the first reading and the bells: then there is nothing to write to anybody.
  if (await resolveEntries(deps, actionId, round)) return;
  // Every bell first, then the emails, each by itself: one address that fails must not keep the others waiting.
  const mailed = await Promise.allSettled(rung.map(({ person, entry }) => mail(deps, person, action, entry)));
  const failed = mailed.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  if (people.length > 0) {
    await markNotified(tables, action, 'toldAt', deps.now());
    // Whoever is told stays told: the sweep, which would find the same, need not look.
    return closeQuestion(tables, action);
  }
  log.error('nobody can be told: give the agent an owner, or the workspace an admin', {
    actionId,
    agentId: agent.agentId,
  });
}

/** Notes who is told, before they are: their entries have to be resolved later. Returns since when it waits. */
async function remember(tables: Tables, action: Action, people: Person[]): Promise<string> {
  const { actionId, round } = action;
  const before = await readNotified(tables, actionId, round);
  const since = before?.since ?? action.pendingAt?.split('#')[0] ?? action.createdAt;
  // Who was told before stays in it.
  const personIds = [...new Set([...(before?.personIds ?? []), ...people.map(({ personId }) => personId)])];
  if (personIds.length === before?.personIds.length) return since;
  await rememberNotified(tables, actionId, round, { kind: 'notified', since, personIds });
  return since;
}

async function whoToTell(tables: Tables, agent: Agent): Promise<Person[]> {
  const owners = await readPeople(tables, ownersOf(agent));
  if (owners.length > 0) return owners;
  const admins = (await readDirectory(tables, 'PERSON#')).filter(({ role }) => role === 'admin');
  return readPeople(
    tables,
    admins.flatMap(({ personId }) => personId ?? []),
  );
}

async function readPeople(tables: Tables, ids: string[]): Promise<Person[]> {
  const people = await Promise.all(ids.map((id) => readPerson(tables, id)));
  return people.flatMap((person) => person ?? []);
}

async function ring(tables: Tables, person: Person, action: Action, since: string) {
  const { actionId, agentId, agentName, round, summary } = action;
  const { personId } = person;
  const toldAt = new Date().toISOString();
  const about = { actionId, agentId, agentName, round, summary };
  const entry = await ringBell(tables, { kind: 'bell', personId, ...about, since, toldAt });
  return { person, entry };
}

async function mail(deps: NotifyDeps, person: Person, action: Action, entry: BellEntry): Promise<void> {
  if (!person.emailNotices || entry.emailedAt) return;
  try {
    await sendNotice(deps, person, action);
  } catch (error) {
    // The same email would be refused each time, and the bell entry is there: an operator has to hear of it, once.
    if (!isRefusedForGood(error)) throw error;
    const { personId } = person;
    return log.error('notice refused', { actionId: action.actionId, personId, ...errorFields(error) });
  }
  await markEmailed(deps.tables, entry, deps.now());
}

/** What SES says of this very email: its recipient is not verified in the sandbox, or cannot be an address. */
function isRefusedForGood(error: unknown): boolean {
  return error instanceof Error && ['BadRequestException', 'MessageRejected'].includes(error.name);
}

/** Where somebody decided, the entries of everybody who was told need nobody any more. Returns whether that is so. */
export async function resolveEntries(deps: NotifyDeps, actionId: string, round: number): Promise<boolean> {
  const { tables, now } = deps;
  const [notified, row] = await Promise.all([
    readNotified(tables, actionId, round),
    readRow(tables, numberedKey(actionId, round)),
  ]);
  const winner = row && row.state !== 'half' ? winnerOf(row) : undefined;
  if (!notified || !winner) return winner !== undefined;
  const { verdict, decidedBy, decidedAt } = winner;
  const resolved = { verdict, decidedBy, decidedAt };
  for (const personId of notified.personIds) {
    await resolveBell(tables, { personId, since: notified.since, actionId, round }, resolved);
  }
  await markNotified(tables, { actionId, round }, 'resolvedAt', now());
  return true;
}

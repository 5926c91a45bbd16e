import type { SESv2Client } from '@aws-sdk/client-sesv2';
import type { Action } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { type Agent, ownersOf } from '#shared/agent/agent.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { winnerOf } from '#shared/approval/decision-refusals.ts';
import { numberedKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import { log } from '#shared/log.ts';
import type { BellEntry } from '#shared/notification/bell.ts';
import { markEmailed, readNotified, rememberNotified, resolveBell, ringBell } from '#shared/notification/bell-table.ts';
import type { Person } from '#shared/people/person.ts';
import { readDirectory, readPerson } from '#shared/people/person-table.ts';
import type { Tables } from '#shared/tables.ts';
import { sendNotice } from './send-notice.ts';

export type NotifyDeps = {
  tables: Tables;
  ses: Pick<SESv2Client, 'send'>;
  env: { SYSTEM_SENDER: string; CONFIGURATION_SET: string; CONSOLE_URL: string };
  now: () => Date;
};

/**
 * Brings a waiting action to the owners of its agent, or to the admins where it has none: a bell entry each, and an
 * email to those who want one. Repeating it changes nothing; an email may come twice if the function dies right
 * after sending it, which is better than never.
 */
export async function notifyOwners(deps: NotifyDeps, actionId: string, round: number): Promise<void> {
  const { tables } = deps;
  const action = await readAction(tables, actionId);
  const agent = action && (await readAgent(tables, action.agentId));
  if (!action || !agent || action.state !== 'pending' || action.round !== round) return;
  const people = await whoToTell(tables, agent);
  const since = action.pendingAt?.split('#')[0] ?? action.createdAt;
  // Who was told before stays in it: their entries have to be resolved too.
  const before = (await readNotified(tables, actionId, round))?.personIds ?? [];
  const personIds = [...new Set([...before, ...people.map(({ personId }) => personId)])];
  await rememberNotified(tables, actionId, round, { kind: 'notified', since, personIds });
  const rung = await Promise.all(people.map((person) => ring(tables, person, action, since)));
  log.info('people notified', { actionId, round, bellCount: people.length });
  // Somebody may have decided between the first reading and the bells.
  await resolveEntries(deps, actionId, round);
  // Every bell first, then the emails, each by itself: one address that fails must not keep the others waiting.
  const mailed = await Promise.allSettled(rung.map(({ person, entry }) => mail(deps, person, action, entry)));
  const failed = mailed.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  if (people.length === 0) {
    log.error('nobody can be told: give the agent an owner, or the workspace an admin', {
      actionId,
      agentId: agent.agentId,
    });
  }
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
  const entry = await ringBell(tables, { kind: 'bell', personId, actionId, agentId, agentName, round, summary, since });
  return { person, entry };
}

async function mail(
  { tables, ses, env, now }: NotifyDeps,
  person: Person,
  action: Action,
  entry: BellEntry,
): Promise<void> {
  if (!person.emailNotices || entry.emailedAt) return;
  await sendNotice(ses, env, person, action);
  await markEmailed(tables, entry, now());
}

/** Somebody decided: the entries of everybody who was told need nobody any more. */
export async function resolveEntries({ tables }: NotifyDeps, actionId: string, round: number): Promise<void> {
  const [notified, row] = await Promise.all([
    readNotified(tables, actionId, round),
    readRow(tables, numberedKey(actionId, round)),
  ]);
  const winner = row && row.state !== 'half' ? winnerOf(row) : undefined;
  if (!notified || !winner) return;
  const { verdict, decidedBy, decidedAt } = winner;
  const resolved = { verdict, decidedBy, decidedAt };
  for (const personId of notified.personIds) {
    await resolveBell(tables, { personId, since: notified.since, actionId, round }, resolved);
  }
}

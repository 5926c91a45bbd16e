import * as z from 'zod';
import { type Agent, ownersOf } from '#shared/agent/agent.ts';
import { readMailState } from '#shared/notification/mail-state-table.ts';
import { type Known, standInOf, type Told, tellPerson } from '#shared/notification/who-is-told.ts';
import { queryPrefix, readDirectory, readPerson } from '#shared/people/person-table.ts';
import type { WorkTable } from '#shared/tables.ts';

/**
 * Whom an action of an agent is brought to: its owners; where none of them will notice, the admins of its team besides; where
 * none of those does either, the admins of the workspace. `isNoticed` is false where the chain ends without anybody.
 */
export async function whoToTell(tables: WorkTable, agent: Agent, now: Date) {
  const told = new Map<string, Told>();
  for (const link of [ownersOf, adminsOfTeam, adminsOfWorkspace]) {
    const ids = await link(agent, tables);
    const found = await Promise.all(ids.map((id) => look(tables, agent, id, now)));
    for (const each of found.flatMap((one) => one.told))
      if (!told.has(each.person.personId)) told.set(each.person.personId, each);
    if (found.some(({ isNoticed }) => isNoticed)) return { told: [...told.values()], isNoticed: true };
  }
  return { told: [...told.values()], isNoticed: false };
}

async function look(tables: WorkTable, agent: Agent, personId: string, now: Date) {
  const known = await read(tables, personId);
  if (!known) return { told: [], isNoticed: false };
  const instead = standInOf(known.person, now);
  return tellPerson(agent, known, instead === undefined ? undefined : await read(tables, instead), now);
}

/** Whoever was removed is not there. What is known of their emails matters only to those who want some. */
async function read(tables: WorkTable, personId: string): Promise<Known | undefined> {
  const person = await readPerson(tables, personId);
  return person && { person, mail: person.emailNotices ? await readMailState(tables, personId) : undefined };
}

const Member = z.object({ personId: z.string(), role: z.string() });

async function adminsOfTeam({ teamId }: Agent, tables: WorkTable): Promise<string[]> {
  if (teamId === undefined) return [];
  const members = await queryPrefix(tables, `TEAM#${teamId}`, 'MEMBER#', Member);
  return members.filter(({ role }) => role === 'admin').map(({ personId }) => personId);
}

async function adminsOfWorkspace(_: Agent, tables: WorkTable): Promise<string[]> {
  const people = await readDirectory(tables, 'PERSON#');
  return people.flatMap(({ role, personId }) => (role === 'admin' && personId ? [personId] : []));
}

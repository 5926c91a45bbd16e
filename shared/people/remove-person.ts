import type { Agent } from '../agent/agent.ts';
import { readAgent } from '../agent/agent-table.ts';
import { changeAgent } from '../agent/change-agent.ts';
import { transact } from '../agent/transact.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { WorkTable } from '../tables.ts';
import { adminsItem, whyAdminsRefused } from './admins.ts';
import { removeFromSignIn, type SignIns } from './people-pool.ts';
import type { Person } from './person.ts';
import { directoryItem, memberKey, membersItem } from './person-items.ts';
import { personKey, readGrants, readPerson } from './person-table.ts';

type Deps = { tables: WorkTable; signIns: SignIns; now: () => Date };

/** Somebody may change an agent in the same moment. */
const MAX_TRIES = 5;

/**
 * Removes a person. Their items go first: from then on no token of theirs gets them anywhere. Then they cannot sign in, and
 * no agent names them; then others are told of what waits with them. Cut off after the first of these, the same request again does the rest, and says NOT_FOUND.
 */
export async function removePerson(
  { tables, signIns, now }: Deps,
  by: Person,
  personId: string,
  tellOthers: () => Promise<void>,
): Promise<void> {
  const person = await readPerson(tables, personId);
  if (person) await removeItems(tables, by, person, now().toISOString());
  await removeFromSignIn(signIns, personId);
  for (const agentId of (await readGrants(tables, personId)).keys())
    await forget({ tables, now }, by, agentId, personId);
  await tellOthers();
  if (!person) throw new AppError('NOT_FOUND');
  log.info('person removed', { personId });
}

async function removeItems(tables: WorkTable, by: Person, person: Person, at: string): Promise<void> {
  const { work } = tables;
  const { personId, role, teams } = person;
  const effect = role === 'admin' ? { remove: personId } : 'none';
  const refused = await transact(tables, [
    adminsItem(work, by.personId, effect),
    {
      Delete: {
        ...{ TableName: work, Key: personKey(personId), ConditionExpression: '#role = :was AND #teams = :teams' },
        ExpressionAttributeNames: { '#role': 'role', '#teams': 'teams' },
        ExpressionAttributeValues: { ':was': role, ':teams': teams },
      },
    },
    directoryItem(work, person, at),
    ...Object.keys(teams).flatMap((teamId) => [
      { Delete: { TableName: work, Key: memberKey(teamId, personId) } },
      membersItem(work, teamId, -1),
    ]),
  ]);
  if (refused === 0) throw await whyAdminsRefused(tables, by.personId, effect);
  if (refused !== undefined) throw new AppError('VERSION_CONFLICT');
}

async function forget(
  { tables, now }: Omit<Deps, 'signIns'>,
  by: Person,
  agentId: string,
  personId: string,
): Promise<void> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const agent = await readAgent(tables, agentId);
    if (!agent || !(personId in agent.access)) return;
    if (await tried(tables, agent, personId, { what: 'access', by, now: now() })) return;
  }
  throw new AppError('BUSY');
}

async function tried(
  tables: WorkTable,
  agent: Agent,
  personId: string,
  authored: Parameters<typeof changeAgent>[3],
): Promise<boolean> {
  const { [personId]: _, ...access } = agent.access;
  try {
    await changeAgent(tables, agent, { access }, authored);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'VERSION_CONFLICT') return false;
    throw error;
  }
}

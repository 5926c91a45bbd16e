import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { agentKey, readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { Caller } from '../people/caller.ts';
import type { Person } from '../people/person.ts';
import { requireMember } from '../people/person-table.ts';
import { requireLevel } from '../people/require-level.ts';
import { setAttributes } from '../set-attributes.ts';
import type { WorkTable } from '../tables.ts';
import type { Held } from './held.ts';
import { settingsKey } from './settings.ts';

export const HoldRequest = z.strictObject({ hold: z.boolean() });
export type HoldRequest = z.infer<typeof HoldRequest>;

type HoldDeps = { tables: WorkTable; now: () => Date };

/** While an agent is on hold, nothing of it begins; what was approved waits and runs after. Its owners and editors, and admins. */
export async function holdAgent({ tables, now }: HoldDeps, agentId: string, by: Caller, { hold }: HoldRequest) {
  const [person, agent] = await Promise.all([requireMember(tables, by.personId), readAgent(tables, agentId)]);
  requireLevel(person, agent, 'edit');
  await setHold(tables, agentKey(agentId), hold, heldBy(person, now));
  log.info(hold ? 'agent held' : 'agent released', { agentId, personId: person.personId });
  return { agentId, hold };
}

/** The same for all agents, by admins. */
export async function holdWorkspace({ tables, now }: HoldDeps, by: Caller, { hold }: HoldRequest) {
  const person = await requireMember(tables, by.personId);
  if (person.role !== 'admin') throw new AppError('NOT_ADMIN');
  await setHold(tables, settingsKey, hold, heldBy(person, now));
  log.info(hold ? 'workspace held' : 'workspace released', { personId: person.personId });
  return { hold };
}

function heldBy({ personId, name }: Person, now: () => Date): Held {
  return { by: personId, byName: name, at: now().toISOString() };
}

/**
 * The switch and who turned it, and only of an item that is there: an update of one that is not would make half an agent, or a
 * workspace that looks set up and held by nobody.
 */
export async function setHold(
  { client, work }: WorkTable,
  key: { pk: string; sk: string },
  hold: boolean,
  held?: Held,
): Promise<void> {
  const update = setAttributes({ hold, held: hold ? held : undefined });
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: key,
        ...update,
        ConditionExpression: 'attribute_exists(#pk)',
        ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#pk': 'pk' },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new AppError('NOT_FOUND');
    throw error;
  }
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { agentKey, readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { Caller } from '../people/caller.ts';
import { requireMember } from '../people/person-table.ts';
import { requireLevel } from '../people/require-level.ts';
import type { WorkTable } from '../tables.ts';
import { settingsKey } from './settings.ts';

export const HoldRequest = z.strictObject({ hold: z.boolean() });
export type HoldRequest = z.infer<typeof HoldRequest>;

/** While an agent is on hold, nothing of it begins; what was approved waits and runs after. Its owners and editors, and admins. */
export async function holdAgent(tables: WorkTable, agentId: string, by: Caller, { hold }: HoldRequest) {
  const [person, agent] = await Promise.all([requireMember(tables, by.personId), readAgent(tables, agentId)]);
  requireLevel(person, agent, 'edit');
  await setHold(tables, agentKey(agentId), hold);
  log.info(hold ? 'agent held' : 'agent released', { agentId, personId: person.personId });
  return { agentId, hold };
}

/** The same for all agents, by admins. */
export async function holdWorkspace(tables: WorkTable, by: Caller, { hold }: HoldRequest) {
  const person = await requireMember(tables, by.personId);
  if (person.role !== 'admin') throw new AppError('NOT_ADMIN');
  await setHold(tables, settingsKey, hold);
  log.info(hold ? 'workspace held' : 'workspace released', { personId: person.personId });
  return { hold };
}

/**
 * One attribute, and only of an item that is there: an update of one that is not would make half an agent, or a
 * workspace that looks set up and held by nobody.
 */
export async function setHold(
  { client, work }: WorkTable,
  key: { pk: string; sk: string },
  hold: boolean,
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: key,
        UpdateExpression: 'SET #hold = :hold',
        ConditionExpression: 'attribute_exists(#pk)',
        ExpressionAttributeNames: { '#hold': 'hold', '#pk': 'pk' },
        ExpressionAttributeValues: { ':hold': hold },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new AppError('NOT_FOUND');
    throw error;
  }
}

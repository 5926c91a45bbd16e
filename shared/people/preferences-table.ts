import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors.ts';
import type { WorkTable } from '../tables.ts';
import { personKey } from './person-table.ts';
import type { Preferences } from './preferences.ts';

/** All that may be named of a person by who writes how they are told: never their role or address. */
export const PREFERENCE_ATTRIBUTES = ['emailNotices', 'mutedAgents', 'standIn'] as const;

export async function writePreferences(
  tables: WorkTable,
  personId: string,
  { emailNotices, mutedAgents, standIn }: Preferences,
): Promise<void> {
  await update(
    tables,
    personId,
    `SET #emailNotices = :email, #mutedAgents = :muted${standIn ? ', #standIn = :standIn' : ' REMOVE #standIn'}`,
    { ':email': emailNotices, ':muted': mutedAgents, ...(standIn ? { ':standIn': standIn } : {}) },
  );
}

export async function turnEmailsOff(tables: WorkTable, personId: string): Promise<void> {
  await update(tables, personId, 'SET #emailNotices = :off', { ':off': false });
}

/** Of a person who is there: whoever was removed meanwhile must not come back as half an item. */
async function update(
  { client, work }: WorkTable,
  personId: string,
  expression: string,
  values: object,
): Promise<void> {
  const names = [...new Set(expression.match(/#\w+/g))].map((name) => [name, name.slice(1)]);
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: personKey(personId),
        UpdateExpression: expression,
        ConditionExpression: 'attribute_exists(#pk)',
        ExpressionAttributeNames: { '#pk': 'pk', ...Object.fromEntries(names) },
        ExpressionAttributeValues: { ...values },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new AppError('NOT_A_MEMBER');
    throw error;
  }
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from '../tables.ts';
import { MailState, mailStateKey } from './mail-state.ts';

export async function readMailState({ client, work }: WorkTable, personId: string): Promise<MailState | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: mailStateKey(personId), ConsistentRead: true }),
  );
  return Item && MailState.parse(Item);
}

/** The person looked at how they are told, and wants it so: the address is tried again. */
export async function clearUnreachable(tables: WorkTable, personId: string): Promise<void> {
  await update(tables, personId, {
    UpdateExpression: 'REMOVE #unreachable',
    ConditionExpression: 'attribute_exists(#unreachable)',
  });
}

/** The item after the update; undefined where its condition did not hold. */
async function update(
  { client, work }: WorkTable,
  personId: string,
  request: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
): Promise<MailState | undefined> {
  const { UpdateExpression = '', ConditionExpression = '' } = request;
  const names = [...new Set(`${UpdateExpression} ${ConditionExpression}`.match(/#\w+/g))];
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: work,
        Key: mailStateKey(personId),
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
        ReturnValues: 'ALL_NEW',
        ...request,
      }),
    );
    return MailState.parse(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

import { randomUUID } from 'node:crypto';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createTestTables } from '../../support/dynamodb-local.ts';
import { type OpenContender, oneKilobyte } from './contender.ts';
import { countWrites } from './count-writes.ts';

type Question = { id: string };

/** F, the floor: four conditional writes and nothing else, with our client, database and shape of tables. */
export const open: OpenContender = async ({ dynamodb }) => {
  const client = await createTestTables(dynamodb);
  let effects = 0;
  const update = (id: string, was: string, to: string, v: number, more: Record<string, unknown>) =>
    client.send(
      new UpdateCommand({
        TableName: 'ledger',
        Key: { pk: id, round: 1 },
        UpdateExpression: 'SET #state = :to, #v = :v, #more = :more, dueAt = :due',
        ConditionExpression: '#state = :was AND #v = :seen',
        ExpressionAttributeNames: { '#state': 'state', '#v': 'v', '#more': 'more' },
        ExpressionAttributeValues: { ':to': to, ':was': was, ':v': v, ':seen': v - 1, ':more': more, ':due': '2026' },
      }),
    );
  return {
    ask: async () => {
      const id = `act_${randomUUID()}`;
      const content = JSON.stringify(oneKilobyte('dana@customer.example'));
      await client.send(
        new PutCommand({
          TableName: 'work',
          Item: {
            ...{ pk: `ACTION#${id}`, sk: 'STATE', kind: 'action', actionId: id, content, state: 'pending', pv: 0 },
            ...{ pendingOf: 'agt_invoice#0', pendingAt: `${new Date().toISOString()}#${id}` },
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return { id };
    },
    approve: async (question) => {
      const { id } = question as Question;
      const decidedAt = new Date().toISOString();
      await client.send(
        new PutCommand({
          TableName: 'ledger',
          Item: {
            pk: id,
            round: 1,
            state: 'approved',
            v: 1,
            decidedBy: 'per_olivia',
            decidedAt,
            dueShard: 'due#0',
            dueAt: decidedAt,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      await update(id, 'approved', 'claimed', 2, { claimId: randomUUID() });
      effects += 1;
      await update(id, 'claimed', 'executed', 3, { code: 'accepted', providerId: 'counter' });
    },
    effects: () => effects,
    stored: countWrites(),
    close: async () => client.destroy(),
  };
};

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** The least that writes durably: the client as it comes, and one conditional put. */
export const handler = async ({ id }: { id: string }) => {
  await client.send(
    new PutItemCommand({
      TableName: process.env.WORK_TABLE,
      Item: { pk: { S: `BARE#${id}` }, sk: { S: 'ITEM' } },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
  return { statusCode: 204 };
};

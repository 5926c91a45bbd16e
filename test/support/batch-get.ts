import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { AwsStub } from 'aws-sdk-client-mock';

type Stub = AwsStub<never, never, never>;

/** Lets a mocked client answer requests for several items with what it answers to requests for each of them. */
export function answerBatches(dynamo: object): void {
  (dynamo as Stub).on(BatchGetCommand as never).callsFake(async (input, getClient) => {
    const client = getClient() as unknown as DynamoDBDocumentClient;
    const Responses: Record<string, unknown[]> = {};
    for (const [TableName, { Keys = [], ConsistentRead }] of Object.entries((input as Input).RequestItems ?? {})) {
      const gets = Keys.map(async (Key) => {
        const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead }));
        return Item ? [{ ...Key, ...Item }] : [];
      });
      Responses[TableName] = (await Promise.all(gets)).flat();
    }
    return { Responses } as never;
  });
}

type Input = BatchGetCommand['input'];

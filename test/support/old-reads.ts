import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

type Sent = { input: { ConsistentRead?: boolean | undefined } };

/**
 * Makes eventual reads of a client old, which DynamoDB Local's never are: what `remember` read is what each later
 * eventual read of the same gets, whatever has been written since.
 */
export function oldReads(client: DynamoDBDocumentClient) {
  const send = client.send.bind(client) as (command: Sent) => Promise<object>;
  const remembered = new Map<string, object>();
  let isRemembering = false;
  const answer = async (command: Sent): Promise<object> => {
    if (command instanceof BatchGetCommand) return getEach(command);
    const isRead = command instanceof GetCommand || command instanceof QueryCommand;
    if (!isRead || command.input.ConsistentRead) return send(command);
    const key = JSON.stringify(command.input);
    const found = (!isRemembering && remembered.get(key)) || (await send(command));
    if (isRemembering) remembered.set(key, found);
    return found;
  };
  const getEach = async ({ input }: BatchGetCommand): Promise<object> => {
    const Responses: Record<string, unknown[]> = {};
    for (const [TableName, { Keys = [], ConsistentRead = false }] of Object.entries(input.RequestItems ?? {})) {
      const gets = Keys.map((Key) => answer(new GetCommand({ TableName, Key, ConsistentRead })));
      Responses[TableName] = (await Promise.all(gets)).flatMap((got) => ('Item' in got && got.Item ? [got.Item] : []));
    }
    return { Responses };
  };
  client.send = answer as unknown as typeof client.send;
  return {
    remember: async (read: () => Promise<unknown>): Promise<void> => {
      isRemembering = true;
      await read();
      isRemembering = false;
    },
  };
}

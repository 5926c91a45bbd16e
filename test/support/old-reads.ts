import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

type Sent = { input: { ConsistentRead?: boolean } };

/**
 * Makes eventual reads of a client old, which DynamoDB Local's never are: what `remember` read is what each later
 * eventual read of the same gets, whatever has been written since.
 */
export function oldReads(client: DynamoDBDocumentClient) {
  const send = client.send.bind(client) as (command: Sent) => Promise<object>;
  const remembered = new Map<string, object>();
  let isRemembering = false;
  const answer = async (command: Sent): Promise<object> => {
    const isRead = command instanceof GetCommand || command instanceof QueryCommand;
    if (!isRead || command.input.ConsistentRead) return send(command);
    const key = JSON.stringify(command.input);
    const found = (!isRemembering && remembered.get(key)) || (await send(command));
    if (isRemembering) remembered.set(key, found);
    return found;
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

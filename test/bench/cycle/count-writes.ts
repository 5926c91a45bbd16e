import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Stored } from './contender.ts';

type Item = Record<string, unknown>;
type Sent = { input: { Item?: Item; ReturnValues?: string }; constructor: { name: string } };

/**
 * Counts the items that every client writes, and their bytes as JSON, as they stand after each write; copies in indexes
 * are left out, as Postgres's own are not. It costs what a cycle takes, so it counts only from the first question on.
 */
export function countWrites(): () => Promise<Stored> {
  const send = DynamoDBDocumentClient.prototype.send as (
    command: unknown,
    ...rest: unknown[]
  ) => Promise<{ Attributes?: Item }>;
  const stored: Stored = { writes: 0, bytes: 0 };
  const counted = async function (this: unknown, command: Sent, ...rest: unknown[]) {
    const isUpdate = command.constructor.name === 'UpdateCommand';
    if (isUpdate) command.input.ReturnValues = 'ALL_NEW';
    const answer = await send.call(this, command, ...rest);
    const after = isUpdate
      ? answer.Attributes
      : command.constructor.name === 'PutCommand'
        ? command.input.Item
        : undefined;
    if (after) {
      stored.writes += 1;
      stored.bytes += Buffer.byteLength(JSON.stringify(after));
    }
    return answer;
  };
  let counting = false;
  return async () => {
    if (!counting) DynamoDBDocumentClient.prototype.send = counted as never;
    counting = true;
    return { ...stored };
  };
}

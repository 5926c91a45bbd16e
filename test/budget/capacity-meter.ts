import { ConditionalCheckFailedException, type ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type BatchGetCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What one call to DynamoDB used up. */
export type Call = {
  isWrite: boolean;
  /** The command with its keys and conditions, as it was sent. */
  input: string;
  /** 1 for a call that waited for no other one, 2 for one that came after an answer, and so on. */
  trip: number;
  /** Units of table and indexes. */
  units: number;
};

const KILOBYTE = 1024;

type Sent = { input: object; constructor: { name: string } };
type Answered = {
  ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
  Responses?: Record<string, unknown[]>;
};

/**
 * Notes what every command of a document client consumes, as DynamoDB reports it. A conditional write that is refused
 * costs as much as one that is stored, and counts as one.
 */
export function meterCapacity(client: DynamoDBDocumentClient) {
  const send = client.send.bind(client) as (command: Sent) => Promise<Answered>;
  let calls: Call[] = [];
  let answered = 0;
  const metered = async (command: Sent): Promise<Answered> => {
    const isWrite = command.constructor.name === 'PutCommand' || command.constructor.name === 'UpdateCommand';
    Object.assign(command.input, { ReturnConsumedCapacity: 'INDEXES' });
    if (isWrite) Object.assign(command.input, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
    const input = JSON.stringify(command.input);
    const trip = answered + 1;
    const note = (units: number) => {
      calls.push({ isWrite, input, trip, units });
      answered = Math.max(answered, trip);
    };
    try {
      const answer = await send(command);
      const smallest = isWrite || input.includes('"ConsistentRead":true') ? 1 : 0.5;
      const used = [answer.ConsumedCapacity ?? []].flat().reduce((sum, each) => sum + unitsOf(each), 0);
      note(
        command instanceof BatchGetCommand ? used + unitsOfMissing(command.input, answer) : Math.max(smallest, used),
      );
      return answer;
    } catch (error) {
      // The reply to a refused write carries no units; it takes those of the item that is there.
      if (error instanceof ConditionalCheckFailedException) note(Math.max(1, Math.ceil(sizeOf(error.Item) / KILOBYTE)));
      throw error;
    }
  };
  client.send = metered as unknown as typeof client.send;
  return {
    /** The calls since the last time that this was asked; the next call is the first trip of something new. */
    take: (): Call[] => {
      const taken = calls;
      calls = [];
      answered = 0;
      return taken;
    },
  };
}

export type CapacityMeter = ReturnType<typeof meterCapacity>;

/** DynamoDB Local reports nothing for what is not there; DynamoDB takes the smallest read for it. */
function unitsOfMissing({ RequestItems = {} }: BatchGetCommandInput, { Responses = {} }: Answered): number {
  return Object.entries(RequestItems).reduce((sum, [table, { Keys = [], ConsistentRead }]) => {
    return sum + (Keys.length - (Responses[table]?.length ?? 0)) * (ConsistentRead ? 1 : 0.5);
  }, 0);
}

function unitsOf(used: ConsumedCapacity): number {
  const parts = [used.Table, ...Object.values(used.GlobalSecondaryIndexes ?? {})];
  return parts.reduce((sum, part) => sum + (part?.CapacityUnits ?? 0), 0);
}

/** Bytes of an item, a little more than DynamoDB counts: names and values as JSON. */
function sizeOf(item: Record<string, unknown> | undefined): number {
  return item ? Buffer.byteLength(JSON.stringify(item)) : 0;
}

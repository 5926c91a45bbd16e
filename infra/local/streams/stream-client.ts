import * as z from 'zod';
import { openCalls } from '../dynamodb/open-calls.ts';
import type { DatabaseAccess } from '../dynamodb/start-dynamodb.ts';
import { RawRecord } from './stream-record.ts';

const Table = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
const Shard = z.object({ ShardId: z.string(), ParentShardId: z.string().optional() });
const Stream = z.object({
  StreamDescription: z.object({ Shards: z.array(Shard), LastEvaluatedShardId: z.string().optional() }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const Records = z.object({ Records: z.array(RawRecord), NextShardIterator: z.string().optional() });

export type Shard = z.infer<typeof Shard>;
export type Position = { at: 'TRIM_HORIZON' | 'LATEST' } | { after: string };
export type Place = { iterator: string } | Position;
/** The stream of one table, read from DynamoDB Local itself. */
export type StreamClient = {
  shards(): Promise<Shard[]>;
  iterator(shardId: string, position: Position): Promise<string>;
  /** `next` is undefined at the end of a closed shard. */
  read(iterator: string, limit: number): Promise<{ records: RawRecord[]; next: string | undefined }>;
};

/**
 * Finds the stream of a table. Its ARN is DynamoDB Local's own and not the one that the template gives. An aborted
 * signal ends the calls that are under way.
 */
export async function openStream(
  database: DatabaseAccess,
  TableName: string,
  signal?: AbortSignal,
): Promise<StreamClient> {
  const call = openJsonCalls(database, signal);
  const { LatestStreamArn: StreamArn } = Table.parse(
    await call('DynamoDB_20120810.DescribeTable', { TableName }),
  ).Table;
  const streams = (operation: string, body: object) => call(`DynamoDBStreams_20120810.${operation}`, body);

  async function shards(ExclusiveStartShardId?: string): Promise<Shard[]> {
    const page = await streams('DescribeStream', { StreamArn, ExclusiveStartShardId });
    const { Shards, LastEvaluatedShardId } = Stream.parse(page).StreamDescription;
    return LastEvaluatedShardId ? [...Shards, ...(await shards(LastEvaluatedShardId))] : Shards;
  }
  return {
    shards,
    async iterator(ShardId, position) {
      const where =
        'after' in position
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position.after }
          : { ShardIteratorType: position.at };
      return Iterator.parse(await streams('GetShardIterator', { StreamArn, ShardId, ...where })).ShardIterator;
    },
    async read(ShardIterator, Limit) {
      const page = Records.parse(await streams('GetRecords', { ShardIterator, Limit }));
      return { records: page.Records, next: page.NextShardIterator };
    },
  };
}

/** AWS's error code is the name of the error: `TrimmedDataAccessException`. */
export function isRefusal(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes(error.name);
}

/** The SDK has the streams of a table in a client of their own, which nothing else needs. */
function openJsonCalls(database: DatabaseAccess, signal?: AbortSignal) {
  const call = openCalls(database, signal);
  return async (target: string, body: object): Promise<unknown> => {
    const { status, body: bytes } = await call({ target, body: JSON.stringify(body) });
    const answer = readAnswer(bytes.toString('utf8'));
    if (status !== 200) throw toError(answer);
    return answer;
  };
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}

function toError(answer: unknown): Error {
  const refusal = z.object({ __type: z.string().default(''), message: z.string().default('') }).parse(answer);
  const error = new Error(refusal.message);
  error.name = refusal.__type.split('#').at(-1) || 'Error';
  return error;
}

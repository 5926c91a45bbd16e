import { Agent, request as openRequest } from 'node:http';
import * as z from 'zod';
import { localAuthorization } from '../dynamodb/local-authorization.ts';
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

/** Finds the stream of a table. Its ARN is DynamoDB Local's own and not the one that the template gives. */
export async function openStream(database: DatabaseAccess, TableName: string): Promise<StreamClient> {
  const call = openCalls(database);
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

/** Calls in AWS's JSON protocol: the SDK has the streams of a table in a client of their own, which nothing else needs. */
function openCalls({ url, accessKeyId }: DatabaseAccess) {
  const agent = new Agent({ keepAlive: true });
  return (target: string, body: object) =>
    new Promise<unknown>((resolve, reject) => {
      const headers = {
        authorization: localAuthorization(accessKeyId),
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
      };
      const outgoing = openRequest(url, { method: 'POST', agent, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('error', reject)
          .on('end', () => {
            const answer = readAnswer(Buffer.concat(chunks).toString('utf8'));
            if (incoming.statusCode === 200) resolve(answer);
            else reject(toError(answer));
          });
      });
      outgoing.on('error', reject).end(JSON.stringify(body));
    });
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

import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { DatabaseAccess } from '../../infra/local/dynamodb/start-dynamodb.ts';
import { openStream } from '../../infra/local/streams/stream-client.ts';
import { sequenceOf, toLambdaRecord } from '../../infra/local/streams/stream-record.ts';
import { type Change, eachRecord } from '../../shared/streams/stream-records.ts';

const MOST = 1_000;
const ARN = 'arn:aws:dynamodb:local:1:table/ledger/stream/1';

/**
 * The stream of *ledger*, read from the database. Each call of what this gives hands every change since the last one to
 * `handle`, in order; a record that fails is passed over, as one that ends among the dead letters.
 */
export async function openLedgerStream(database: DatabaseAccess, handle: (change: Change) => Promise<void>) {
  const stream = await openStream(database, 'ledger');
  let after: string | undefined;
  const readNew = async (): Promise<void> => {
    const [shard] = await stream.shards();
    if (!shard) return;
    const place = after === undefined ? ({ at: 'TRIM_HORIZON' } as const) : { after };
    const { records } = await stream.read(await stream.iterator(shard.ShardId, place), MOST);
    for (const record of records) {
      after = sequenceOf(record);
      await eachRecord({ Records: [toLambdaRecord(record, ARN)] } as unknown as DynamoDBStreamEvent, handle);
    }
  };
  let last = Promise.resolve();
  /** One after the other: records are in order only while one reader reads them. */
  return async (): Promise<void> => {
    last = last.catch(() => undefined).then(readNew);
    await last;
  };
}

import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { errorFields, log } from '../log.ts';

/** One change of an item, as plain objects. */
export type Change = {
  table: string;
  before: Record<string, unknown> | undefined;
  after: Record<string, unknown> | undefined;
};

/**
 * Handles a batch one record at a time. The first record that fails ends the batch: the stream delivers again from
 * there, so records of one item stay in order, and one bad record does not repeat those before it.
 */
export async function eachRecord(
  event: DynamoDBStreamEvent,
  handle: (change: Change) => Promise<void>,
): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    try {
      await handle(toChange(record));
    } catch (error) {
      const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
      log.error('stream record failed', { sequenceNumber, ...errorFields(error) });
      return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}

type Image = Parameters<typeof unmarshall>[0];

function toChange(record: DynamoDBRecord): Change {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  return {
    table: record.eventSourceARN?.match(/table\/([^/]+)/)?.[1] ?? '',
    before: OldImage && unmarshall(OldImage as Image),
    after: NewImage && unmarshall(NewImage as Image),
  };
}

import { randomUUID } from 'node:crypto';
import { functionArn } from '../functions/function-arn.ts';
import type { Batch, DiscardReason } from './batches.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { createdAtMs, sequenceOf } from './stream-record.ts';

/**
 * What Lambda tells the on-failure queue of a mapping: where the records are, not what they say.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function failedBatchMessage(
  { functionName, streamArn }: EventSourceMapping,
  shardId: string,
  { batch, reason }: { batch: Batch; reason: DiscardReason },
  now: Date,
) {
  const times = batch.records.map(createdAtMs);
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: functionArn(functionName),
      condition: reason,
      approximateInvokeCount: batch.failures,
    },
    ...(batch.failures > 0 && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    }),
    version: '1.0',
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: batch.records.map(sequenceOf).at(0),
      endSequenceNumber: batch.records.map(sequenceOf).at(-1),
      approximateArrivalOfFirstRecord: new Date(Math.min(...times)).toISOString(),
      approximateArrivalOfLastRecord: new Date(Math.max(...times)).toISOString(),
      batchSize: batch.records.length,
      streamArn,
    },
  };
}

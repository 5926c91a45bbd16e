import { Duration, Validations } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { allow, type FlowFunction } from './flow-function.ts';
import type { FlowTable } from './flow-table.ts';

/** By then the minute sweep has done what the stream should have. */
const lateAfter = Duration.minutes(1);

export type StreamReaderProps = {
  table: FlowTable;
  reader: FlowFunction;
  /** Kinds of change to read; all unless given. */
  on?: ('INSERT' | 'MODIFY' | 'REMOVE')[];
  /** String attributes of the item after the change, with the values to read; all unless given. */
  newImage?: Record<string, string[]>;
};

/** A function that reads a table's stream. DynamoDB allows two readers per shard without throttling: a table has at most two. */
export class StreamReader extends Construct {
  constructor(scope: Construct, id: string, { table, reader, ...filter }: StreamReaderProps) {
    super(scope, id);
    const records = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
    reader.may(allow(records, table.streamArn), allow(['dynamodb:ListStreams'], '*'));
    reader.mayKeepDeadLetters();
    Validations.of(reader.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which Lambda needs to read a stream, knows no resource but "*".',
    });
    if (!reader.node.tryFindChild('Late')) {
      const age = reader.lambda.metric('IteratorAge', { statistic: 'Maximum' });
      reader.alarm('Late', age, { above: lateAfter.toMilliseconds(), says: `${reader.node.id} is late` });
    }
    new EventSourceMapping(this, 'Default', {
      target: reader.lambda,
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: reader.deadLetters.queueArn }) },
      ...filters(filter),
    });
  }
}

function filters({ on, newImage }: Pick<StreamReaderProps, 'on' | 'newImage'>) {
  if (!on && !newImage) return {};
  const strings = Object.entries(newImage ?? {}).map(([name, values]) => [name, { S: values }]);
  const pattern = {
    ...(on && { eventName: on }),
    ...(newImage && { dynamodb: { NewImage: Object.fromEntries(strings) } }),
  };
  return { filters: [FilterCriteria.filter(pattern)] };
}

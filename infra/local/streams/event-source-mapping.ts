import * as z from 'zod';
import { compilePattern } from '#shared/events/event-pattern.ts';
import type { Resource } from '../contract.ts';
import { functionNameOf } from '../functions/function-arn.ts';
import { readProperties } from '../functions/read-properties.ts';
import type { StreamRecord } from './stream-record.ts';

/** An `AWS::Lambda::EventSourceMapping` of a table's stream. */
export type EventSourceMapping = {
  id: string;
  functionName: string;
  /** As the template has it, and so as records carry it. */
  streamArn: string;
  tableName: string;
  startAt: 'TRIM_HORIZON' | 'LATEST';
  batchSize: number;
  wants(record: StreamRecord): boolean;
  rules: RetryRules;
  onFailureQueueArn: string | undefined;
};

/** What Lambda does with a batch that failed. */
export type RetryRules = {
  reportsItemFailures: boolean;
  bisects: boolean;
  /** After the first attempt; `Infinity` where the template says -1 or nothing. */
  maxRetries: number;
  /** `Infinity` where the template says -1 or nothing. */
  maxAgeMs: number;
};

const unlimited = z.number().int().min(-1).default(-1);
const Properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  BatchSize: z.number().int().min(1).max(10_000).default(100),
  MaximumBatchingWindowInSeconds: z.literal(0, 'the local run sends a batch at once').optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) }).optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: unlimited,
  MaximumRecordAgeInSeconds: unlimited,
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

/** The enabled mappings of table streams. Throws, naming the mapping, on a property or a filter that it does not know. */
export function readEventSourceMappings(resources: Iterable<Resource>): EventSourceMapping[] {
  return [...resources]
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .map((resource) => ({ id: resource.id, properties: readProperties(resource, Properties) }))
    .filter(({ properties }) => properties.Enabled)
    .map(({ id, properties }) => toMapping(id, properties));
}

function toMapping(id: string, properties: z.infer<typeof Properties>): EventSourceMapping {
  const { EventSourceArn, MaximumRetryAttempts, MaximumRecordAgeInSeconds } = properties;
  const tableName = /^arn:aws:dynamodb:[^:]*:\d*:table\/([^/]+)\/stream\//.exec(EventSourceArn)?.[1];
  if (!tableName) {
    throw new Error(`Event source mapping ${id}: "${EventSourceArn}" is no table's stream, the one source it knows.`);
  }
  const patterns = properties.FilterCriteria?.Filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern))) ?? [];
  return {
    id,
    tableName,
    functionName: functionNameOf(properties.FunctionName),
    streamArn: EventSourceArn,
    startAt: properties.StartingPosition,
    batchSize: properties.BatchSize,
    wants: (record) => patterns.length === 0 || patterns.some((matches) => matches(record)),
    rules: {
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
      bisects: properties.BisectBatchOnFunctionError,
      maxRetries: MaximumRetryAttempts === -1 ? Number.POSITIVE_INFINITY : MaximumRetryAttempts,
      maxAgeMs: MaximumRecordAgeInSeconds === -1 ? Number.POSITIVE_INFINITY : MaximumRecordAgeInSeconds * 1_000,
    },
    onFailureQueueArn: properties.DestinationConfig?.OnFailure?.Destination,
  };
}

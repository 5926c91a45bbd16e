import * as z from 'zod';
import type { Resource } from '../contract.ts';
import { functionArn } from './function-arn.ts';
import { readProperties } from './read-properties.ts';

/** Workers of one function where the template reserves nothing; AWS would allow 1,000, which is no laptop's job. */
const DEFAULT_CONCURRENCY = 4;

/** Known, and nothing that running a function here depends on. */
const Ignored = z.unknown().optional();

const FunctionProperties = z.strictObject({
  // Names here are logical ids, which the contract between the parts relies on.
  FunctionName: z.undefined('leave it out: the local run calls a function by its logical id').optional(),
  Handler: z.string().regex(/^[^.]+\.[\w$]+$/, 'must be file.export, e.g. index.handler'),
  Runtime: z.string().startsWith('nodejs'),
  Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  Timeout: z.number().int().positive().default(3),
  MemorySize: z.number().int().min(128).default(128),
  ReservedConcurrentExecutions: z.number().int().positive('0 would refuse every call').optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string().startsWith('arn:aws:sqs:', 'must be a queue') }).optional(),
  Architectures: Ignored,
  Code: Ignored,
  Description: Ignored,
  EphemeralStorage: Ignored,
  LoggingConfig: Ignored,
  RecursiveLoop: Ignored,
  Role: Ignored,
  RuntimeManagementConfig: Ignored,
  Tags: Ignored,
  TracingConfig: Ignored,
});

export type FunctionSettings = {
  id: string;
  arn: string;
  /** Path below the bundle without extension, e.g. `index`. */
  module: string;
  exportName: string;
  runtime: string;
  variables: Record<string, string>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  concurrency: number;
  deadLetterQueueArn: string | undefined;
};

/** The part of an `AWS::Lambda::Function` that running it needs, with Lambda's defaults. */
export function readFunctionSettings(resource: Resource): FunctionSettings {
  const properties = readProperties(resource, FunctionProperties);
  const [module = '', exportName = ''] = properties.Handler.split('.');
  return {
    id: resource.id,
    arn: functionArn(resource.id),
    module,
    exportName,
    runtime: properties.Runtime,
    variables: properties.Environment.Variables,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    concurrency: properties.ReservedConcurrentExecutions ?? DEFAULT_CONCURRENCY,
    deadLetterQueueArn: properties.DeadLetterConfig?.TargetArn,
  };
}

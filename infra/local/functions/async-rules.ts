import * as z from 'zod';
import type { Resource } from '../contract.ts';
import { functionNameOf } from './function-arn.ts';
import { readFunctionSettings } from './function-settings.ts';
import { readProperties } from './read-properties.ts';

const SIX_HOURS = 6 * 60 * 60;
const Queue = z.string().startsWith('arn:aws:sqs:', 'must be a queue');

const EventInvokeConfig = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z.number().int().min(0).max(2).default(2),
  MaximumEventAgeInSeconds: z.number().int().min(60).max(SIX_HOURS).default(SIX_HOURS),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: Queue }).optional() }).default({}),
});

/** What becomes of an asynchronous event that its function does not take. */
export type AsyncRules = {
  maximumRetries: number;
  maximumAgeSeconds: number;
  /** Gets the invocation record. */
  onFailureQueueArn: string | undefined;
  /** Gets the event itself. */
  deadLetterQueueArn: string | undefined;
};

/** The rules of each function, by name: its `AWS::Lambda::EventInvokeConfig`, or Lambda's defaults. */
export function readAsyncRules(resources: readonly Resource[]): Map<string, AsyncRules> {
  const configs = new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig')
      .map((resource) => readProperties(resource, EventInvokeConfig))
      .map((config) => [functionNameOf(config.FunctionName), config]),
  );
  return new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map((resource) => [resource.id, rulesOf(resource, configs.get(resource.id))]),
  );
}

function rulesOf(resource: Resource, config: z.output<typeof EventInvokeConfig> | undefined): AsyncRules {
  return {
    maximumRetries: config?.MaximumRetryAttempts ?? 2,
    maximumAgeSeconds: config?.MaximumEventAgeInSeconds ?? SIX_HOURS,
    onFailureQueueArn: config?.DestinationConfig.OnFailure?.Destination,
    deadLetterQueueArn: readFunctionSettings(resource).deadLetterQueueArn,
  };
}

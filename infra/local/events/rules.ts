import * as z from 'zod';
import { compilePattern } from '#shared/events/event-pattern.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Resource } from '../contract.ts';
import { functionNameOf } from '../functions/function-arn.ts';
import { readProperties } from '../functions/read-properties.ts';
import { readInput, type TargetInput } from './target-input.ts';

export const RuleTargetProperties = z.strictObject({
  Id: z.string(),
  Arn: z.string().startsWith('arn:aws:lambda:', 'must be a Lambda function'),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z.strictObject({ InputTemplate: z.string() }).optional(),
  // Known and without effect: handing an event to the local queue is never throttled.
  RetryPolicy: z.object({}).optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().startsWith('arn:aws:sqs:') }).optional(),
});

export const RuleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  EventBusName: z.string().default('default'),
  EventPattern: z.unknown(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(RuleTargetProperties).default([]),
  Tags: z.unknown().optional(),
});

export type RuleTarget = {
  arn: string;
  functionName: string;
  input: TargetInput;
  deadLetterQueueArn: string | undefined;
};

export type Rule = {
  arn: string;
  busName: string;
  matches: (event: unknown) => boolean;
  targets: RuleTarget[];
};

/** The enabled `AWS::Events::Rule`s, their patterns compiled; anything they hold that is not run here is refused by name. */
export function readRules(resources: readonly Resource[]): Rule[] {
  return resources.filter(({ type }) => type === 'AWS::Events::Rule').flatMap(readRule);
}

function readRule(resource: Resource): Rule[] {
  return ruleOf(resource.id, readProperties(resource, RuleProperties));
}

/** A rule with its pattern compiled, or none where it is disabled. Throws on a pattern that it cannot compile. */
export function ruleOf(id: string, properties: z.infer<typeof RuleProperties>): Rule[] {
  const busName = busNameOf(properties.EventBusName);
  const rule = {
    arn: ruleArn(busName, properties.Name ?? id),
    busName,
    matches: compilePattern(properties.EventPattern),
    targets: properties.Targets.map((target) => ({
      arn: target.Arn,
      functionName: functionNameOf(target.Arn),
      input: readInput(target),
      deadLetterQueueArn: target.DeadLetterConfig?.Arn,
    })),
  };
  return properties.State === 'ENABLED' ? [rule] : [];
}

/** The names of the template's buses; every account also has `default`. */
export function readBusNames(resources: readonly Resource[]): Set<string> {
  const buses = resources.filter(({ type }) => type === 'AWS::Events::EventBus');
  const names = buses.map(({ id, properties }) => z.string().default(id).parse(properties.Name));
  return new Set(['default', ...names]);
}

/** `PutEvents` and rules name a bus by name or ARN. */
export function busNameOf(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

export function busArn(busName: string): string {
  return `arn:aws:events:${LOCAL_REGION}:${LOCAL_ACCOUNT}:event-bus/${busName}`;
}

export function ruleArn(busName: string, ruleName: string): string {
  const path = busName === 'default' ? ruleName : `${busName}/${ruleName}`;
  return `arn:aws:events:${LOCAL_REGION}:${LOCAL_ACCOUNT}:rule/${path}`;
}

import type { ArnComponents } from 'aws-cdk-lib';
import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { allow, type FlowFunction } from './flow-function.ts';

/**
 * Secrets that the workspace adds later, below a prefix that ends in `/`. AWS ends each secret's ARN in six characters
 * of its own, so it cannot be named in full.
 */
export function mayReadSecretsBelow(executor: FlowFunction, prefix: string): void {
  mayBelow(executor, {
    ...{ action: 'secretsmanager:GetSecretValue', arn: { service: 'secretsmanager', resource: 'secret' }, prefix },
    reason: `The workspace adds secrets below ${prefix} after the deploy; nothing of the stack is below it.`,
  });
}

/** Functions that the workspace adds later as tools; the prefix keeps those of the stack itself out of reach. */
export function mayInvokeBelow(executor: FlowFunction, prefix: string): void {
  mayBelow(executor, {
    ...{ action: 'lambda:InvokeFunction', arn: { service: 'lambda', resource: 'function' }, prefix },
    reason: `Tools are functions that the workspace adds later; no function of the stack begins with ${prefix}.`,
  });
}

type Below = { action: string; arn: ArnComponents; prefix: string; reason: string };

function mayBelow(executor: FlowFunction, { action, arn, prefix, reason }: Below): void {
  const resourceName = `${prefix}*`;
  const resource = Stack.of(executor).formatArn({ ...arn, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  executor.may(allow([action], resource));
  const { service, resource: kind } = arn;
  Validations.of(executor.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${kind}:${resourceName}]`,
    reason,
  });
}

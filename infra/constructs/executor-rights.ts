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

/** The models of Bedrock, as themselves or by an inference profile of this account; which one, agents' settings say. */
export function mayAskModels(asker: FlowFunction): void {
  const model = 'arn:<AWS::Partition>:bedrock:*::foundation-model/*';
  const profile = 'arn:<AWS::Partition>:bedrock:*:<AWS::AccountId>:inference-profile/*';
  const { partition, account } = Stack.of(asker);
  // An inference profile sends a request to whichever of its regions has room.
  asker.may(
    allow(
      ['bedrock:InvokeModel'],
      `arn:${partition}:bedrock:*::foundation-model/*`,
      `arn:${partition}:bedrock:*:${account}:inference-profile/*`,
    ),
  );
  for (const arn of [model, profile]) {
    Validations.of(asker.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${arn}]`,
      reason: 'Which model an agent thinks with is a setting that people change after the deploy.',
    });
  }
}

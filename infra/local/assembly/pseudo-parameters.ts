import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';

/** Stands for a property that is to be left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** CloudFormation's own parameters, as this machine fills them in. */
export function pseudoParameters(stackName: string): ReadonlyMap<string, string | typeof NO_VALUE> {
  return new Map<string, string | typeof NO_VALUE>([
    ['AWS::AccountId', LOCAL_ACCOUNT],
    ['AWS::NoValue', NO_VALUE],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', LOCAL_REGION],
    ['AWS::StackId', `arn:aws:cloudformation:${LOCAL_REGION}:${LOCAL_ACCOUNT}:stack/${stackName}/local`],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}

import { resolveTemplate } from '../../../infra/local/assembly/resolve-template.ts';

export const addresses = { apiUrl: 'http://127.0.0.1:4700', issuer: 'http://127.0.0.1:4701' };

export type Described = { Type: string; Properties?: Record<string, unknown>; Condition?: string };

/** A template with these resources, resolved for the local run. */
export function stackOf(Resources: Record<string, Described>, rest: Record<string, unknown> = {}) {
  return resolveTemplate({ Resources, ...rest }, 'Countersign', addresses);
}

export const policyDocument = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

export function role(service: string, Properties: Record<string, unknown> = {}): Described {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } };
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policyDocument(trust), ...Properties } };
}

export function lambda(roleId: string, Properties: Record<string, unknown> = {}): Described {
  return { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': [roleId, 'Arn'] }, ...Properties } };
}

/** A function and its role, which may do what the statements say. */
export function lambdaThatMay(id: string, ...statements: object[]): Record<string, Described> {
  const Policies = [{ PolicyName: 'may', PolicyDocument: policyDocument(...statements) }];
  return { [id]: lambda(`${id}Role`), [`${id}Role`]: role('lambda.amazonaws.com', { Policies }) };
}

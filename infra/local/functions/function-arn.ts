import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';

const arnPrefix = `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:`;

export function functionArn(functionName: string): string {
  return `${arnPrefix}${functionName}`;
}

/**
 * The name in what Lambda's API accepts as `FunctionName`: name, ARN or partial ARN, with or without `:$LATEST`.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function functionNameOf(nameOrArn: string): string {
  const parts = nameOrArn.split(':');
  const at = parts.indexOf('function');
  return parts[at + 1] ?? nameOrArn;
}

import type { AwsReply } from '../contract.ts';

type Wire = Readonly<Record<string, string | undefined>>;

/** An error as the SDK reads it: services of AWS's JSON protocol name it in the body, REST services in a header. */
export function wireError(headers: Wire, code: string, message: string, statuses: Statuses): AwsReply {
  const isJsonProtocol = headers['x-amz-target'] !== undefined;
  const body = JSON.stringify({ ...(isJsonProtocol && { __type: typeOf(headers, code) }), message, Message: message });
  return {
    status: isJsonProtocol ? statuses.json : statuses.rest,
    headers: {
      'content-type': isJsonProtocol ? (headers['content-type'] ?? 'application/x-amz-json-1.0') : 'application/json',
      ...(!isJsonProtocol && { 'x-amzn-errortype': code }),
    },
    body,
  };
}

type Statuses = { json: number; rest: number };

function typeOf(headers: Wire, code: string): string {
  return headers['x-amz-target']?.startsWith('DynamoDB_') ? `com.amazon.coral.service#${code}` : code;
}

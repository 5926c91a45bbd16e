import type { AwsReply, AwsRequest, LocalService } from '../contract.ts';
import { functionArn, functionNameOf } from './function-arn.ts';
import type { LocalFunctionHost } from './function-host.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MEGABYTE = 1024 * 1024;
const LARGEST_PAYLOAD = { RequestResponse: 6 * MEGABYTE, Event: MEGABYTE, DryRun: 6 * MEGABYTE };
type InvocationType = keyof typeof LARGEST_PAYLOAD;

/**
 * Lambda's `Invoke`, the one operation that functions may call.
 * @param log what a person at the terminal should see: a tool whose function is not in the template
 */
export function lambdaService(host: LocalFunctionHost, log: (line: string) => void = () => undefined): LocalService {
  return {
    permissions(request) {
      const name = invokedFunction(request);
      // Not an operation that is served; judged all the same, so that the refusal is one that AWS would give too.
      if (name === undefined) return [{ action: 'lambda:*', resource: '*', context: {} }];
      return [{ action: 'lambda:InvokeFunction', resource: functionArn(name), context: {} }];
    },
    async serve(request) {
      const name = invokedFunction(request);
      if (name === undefined) {
        return refuse(400, 'UnknownOperationException', `The local run serves no ${request.method} ${request.url}.`);
      }
      if (!host.has(name)) {
        log(
          `${request.caller} called ${name}, which is not in the stack: give the tool an https target to try it here.`,
        );
        return refuse(404, 'ResourceNotFoundException', `Function not found: ${functionArn(name)}`);
      }
      const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
      if (!isInvocationType(type)) return refuse(400, 'InvalidParameterValueException', `Unknown type ${type}.`);
      return invoke(host, name, type, request.body);
    },
  };
}

async function invoke(host: LocalFunctionHost, name: string, type: InvocationType, body: Buffer): Promise<AwsReply> {
  const limit = LARGEST_PAYLOAD[type];
  if (body.length > limit) {
    const message = `${body.length} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`;
    return refuse(413, 'RequestTooLargeException', message);
  }
  const event = parsePayload(body);
  if (!event) return refuse(400, 'InvalidRequestContentException', 'Could not parse request body into json');
  if (type === 'DryRun') return { status: 204, body: '' };
  if (type === 'Event') {
    await host.invokeAsync(name, event.value);
    return { status: 202, body: '' };
  }
  const outcome = await host.invoke(name, event.value);
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (outcome.ok) return { status: 200, headers, body: JSON.stringify(outcome.value) };
  const { ok: _, ...error } = outcome;
  return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(error) };
}

function invokedFunction({ method, url }: AwsRequest): string | undefined {
  const encoded = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?|$)/.exec(url)?.[1];
  return method === 'POST' && encoded ? functionNameOf(decodeURIComponent(encoded)) : undefined;
}

function isInvocationType(type: string): type is InvocationType {
  return Object.hasOwn(LARGEST_PAYLOAD, type);
}

/** Lambda hands an empty payload to the function as `{}`. */
function parsePayload(body: Buffer): { value: unknown } | undefined {
  if (body.length === 0) return { value: {} };
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}

function refuse(status: number, code: string, message: string): AwsReply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ Type: 'User', message, Message: message }),
  };
}

import { InvokeCommand } from '@aws-sdk/client-lambda';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { ToolSettings, targetOf } from '#shared/guardrail/tool-settings.ts';
import { classifyAnswer, classifyInvokeError } from '../../functions/execution/executors/tool/classify-invocation.ts';
import { prepareCall, type ToolDeps } from '../../functions/execution/executors/tool/prepare-call.ts';
import { signCall } from '../../functions/execution/executors/tool/sign-call.ts';
import { NOW } from '../support/builders.ts';
import { aTry, sendPrepared } from '../support/prepared.ts';

const KEY = 'act_1#2';
const toolInput = { tool: 'refund', input: { order: 'A1', cents: 5 } };

function aTool(over: Record<string, unknown> = {}) {
  return ToolSettings.parse({
    ...{ name: 'refund', description: 'Refunds.', inputSchema: { type: 'object', properties: {} } },
    ...{ target: { kind: 'lambda', functionName: 'countersign-tool-refund' }, ...over },
  });
}

/** Calls what the settings of the tool led to when it was asked for. */
const call = (
  deps: ToolDeps,
  { tool = aTool(), tools = [tool] }: { tool?: ToolSettings; tools?: ToolSettings[] } = {},
) =>
  sendPrepared(
    prepareCall(deps)({ input: { ...toolInput, target: targetOf(tool) } }, aTry({ tools }, { idempotencyKey: KEY })),
  );

type Answer = { FunctionError?: string; Payload?: Uint8Array; $metadata: { requestId?: string } };

function aWorld(answer: () => Promise<Answer>, over: Partial<ToolDeps> = {}) {
  const calls: unknown[] = [];
  const send = async (command: unknown) => {
    if (command instanceof InvokeCommand) calls.push(command.input);
    return answer();
  };
  const lambda = { send } as unknown as ToolDeps['lambda'];
  const deps: ToolDeps = {
    ...{ now: () => NOW, lambda, getSecret: async () => undefined },
    ...{ reach: { lookup: async () => [], localHosts: new Map() }, ...over },
  };
  return { deps, calls };
}

const returned =
  (value: unknown, over: Partial<Answer> = {}) =>
  async (): Promise<Answer> => ({
    ...{ Payload: Buffer.from(JSON.stringify(value)), $metadata: { requestId: 'req-1' } },
    ...over,
  });

describe('a tool that is a function', () => {
  it('is called once, waited for, and told the key that it must not act twice for', async () => {
    const { deps, calls } = aWorld(returned({ refunded: true }));
    const result = await call(deps);
    expect(result).toMatchObject({ known: 'done', code: 'tool_returned', providerId: 'req-1' });
    expect(result.answer).toMatchObject({ body: '{"refunded":true}', truncated: false });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ FunctionName: 'countersign-tool-refund', InvocationType: 'RequestResponse' });
    const { Payload } = calls[0] as { Payload: Uint8Array };
    expect(Buffer.from(Payload).toString()).toBe('{"idempotencyKey":"act_1#2","input":{"cents":5,"order":"A1"}}');
  });

  it('that failed may have acted', async () => {
    const failed = returned(
      { errorType: 'Error', errorMessage: 'boom', trace: ['at x.js'] },
      { FunctionError: 'Unhandled' },
    );
    const result = await call(aWorld(failed).deps);
    expect(result).toMatchObject({ known: 'unknown', code: 'tool_failed' });
    expect(result.answer?.body).toBe('{"errorType":"Error","errorMessage":"boom"}');
  });

  it('is not called when it is gone, or leads elsewhere than what was approved', async () => {
    const { deps, calls } = aWorld(returned({}));
    const elsewhere = aTool({ target: { kind: 'lambda', functionName: 'countersign-tool-other' } });
    for (const tools of [[], [elsewhere]])
      expect(await call(deps, { tools })).toEqual({ known: 'refused', code: 'no_such_tool' });
    expect(calls).toEqual([]);
  });
});

describe('what the end of an invocation says', () => {
  it.each([
    [{ functionError: undefined, value: null }, 'done'],
    [{ functionError: undefined, value: { done: true } }, 'done'],
    [{ functionError: undefined, value: { done: false } }, 'refused'],
    [{ functionError: undefined, value: undefined }, 'unknown'],
    [{ functionError: 'Unhandled', value: { errorType: 'NotDone' } }, 'refused'],
    [{ functionError: 'Unhandled', value: { errorType: 'Sandbox.Timedout' } }, 'unknown'],
    [{ functionError: 'Unhandled', value: { done: false } }, 'unknown'],
    [{ functionError: 'Unhandled', value: undefined }, 'unknown'],
  ])('%j: %s', (answer, known) => {
    expect(classifyAnswer(answer, 'req').known).toBe(known);
  });

  it.each([
    [{ name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } }, 'not_begun'],
    [{ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } }, 'not_begun'],
    [{ name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }, 'not_begun'],
    [{ name: 'RequestTooLargeException', $metadata: { httpStatusCode: 413 } }, 'refused'],
    [{ name: 'InvalidRequestContentException', $metadata: { httpStatusCode: 400 } }, 'refused'],
    [{ name: 'ServiceException', $metadata: { httpStatusCode: 500 } }, 'unknown'],
    [{ name: 'TimeoutError', code: 'ECONNRESET' }, 'unknown'],
    [{ name: 'AbortError' }, 'unknown'],
    [{ name: 'Error', code: 'ECONNREFUSED' }, 'not_begun'],
    [{ name: 'CredentialsProviderError' }, 'not_begun'],
    [undefined, 'unknown'],
  ])('error %j: %s', (error, known) => {
    expect(classifyInvokeError(error).known).toBe(known);
  });
});

describe('a tool that is an HTTPS endpoint', () => {
  const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
  const https = aTool({ target: { kind: 'https', url: 'https://tools.acme.com/refund', secretName: 'REFUND' } });

  it('gets calls that Standard Webhooks can verify, with the key as their id', () => {
    const now = new Date();
    const headers = signCall(secret, KEY, '{"a":1}', now);
    expect(headers).toMatchObject({ 'webhook-id': KEY });
    expect(new Webhook(secret).verify('{"a":1}', headers ?? {})).toEqual({ a: 1 });
    expect(signCall('not-a-webhook-secret-at-all-but-long-enough', KEY, '{}', now)).toBeUndefined();
  });

  it('inside a network is refused, and nothing is sent without its secret', async () => {
    const inside = { lookup: async () => [{ address: '10.0.0.1' }], localHosts: new Map() };
    const { deps } = aWorld(returned({}), { reach: inside, getSecret: async () => secret });
    expect(await call(deps, { tool: https })).toEqual({
      known: 'refused',
      code: 'address_not_public',
    });
    const without = { ...deps, getSecret: async () => undefined };
    expect(await call(without, { tool: https })).toEqual({
      known: 'not_begun',
      code: 'secret_missing',
    });
  });
});

import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import { type Answer, cutAnswer } from '#shared/action/answer.ts';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import type { EffectResult, Preparation } from '../../effect.ts';
import { classifyAnswer, classifyInvokeError } from './classify-invocation.ts';

type Invoker = { lambda: Pick<LambdaClient, 'send'>; timeoutMs?: number };

/** The function of a tool, ready to be called once and waited for. `body` is JSON. */
export function prepareInvocation(
  { lambda, timeoutMs = EFFECT_TIMEOUT_MS }: Invoker,
  FunctionName: string,
  { body, idempotencyKey }: { body: string; idempotencyKey: string },
): Preparation {
  const input = { FunctionName, InvocationType: 'RequestResponse' as const, Payload: Buffer.from(body) };
  const call = () => lambda.send(new InvokeCommand(input), { abortSignal: AbortSignal.timeout(timeoutMs) });
  return { ready: true, send: () => answerOf(call, idempotencyKey) };
}

async function answerOf(call: () => Promise<InvokeCommandOutput>, idempotencyKey: string): Promise<EffectResult> {
  try {
    const { FunctionError, Payload, $metadata } = await call();
    const text = Buffer.from(Payload ?? []).toString('utf8');
    const heard = { functionError: FunctionError, value: parsed(text) };
    const result = classifyAnswer(heard, $metadata.requestId ?? idempotencyKey);
    const body = FunctionError ? errorOf(heard.value) : text.toWellFormed();
    return { ...result, answer: toAnswer(body, Payload?.byteLength ?? 0) };
  } catch (error) {
    return classifyInvokeError(error);
  }
}

function toAnswer(body: string, bytes: number): Answer {
  return cutAnswer({ contentType: 'application/json', headers: {}, body, bytes, truncated: false });
}

/** Without the stack, which says how the function is built and nothing of what it did. */
function errorOf(value: unknown): string {
  const { errorType, errorMessage } = (value ?? {}) as Record<string, unknown>;
  return JSON.stringify({ errorType, errorMessage });
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

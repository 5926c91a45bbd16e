import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { RequestResult } from '../http/attempt-request.ts';
import type { Limit } from '../http/pinned-request.ts';
import { MAX_TEXT } from '../http/response-excerpt.ts';
import { classifyAnswer, classifyInvokeError } from './classify-invocation.ts';

/** Calls the function of a tool once and waits for its answer. `payload` is JSON. */
export async function invokeFunction(
  lambda: Pick<LambdaClient, 'send'>,
  functionName: string,
  payload: string,
  { idempotencyKey, limit }: { idempotencyKey: string; limit: Limit },
): Promise<RequestResult> {
  if (limit.isOver()) return { known: 'not_begun', code: 'timeout' };
  try {
    const { FunctionError, Payload, $metadata } = await lambda.send(
      new InvokeCommand({
        FunctionName: functionName,
        InvocationType: 'RequestResponse',
        Payload: Buffer.from(payload),
      }),
      { abortSignal: limit.signal },
    );
    const text = Buffer.from(Payload ?? []).toString('utf8');
    const answer = { functionError: FunctionError, value: parsed(text) };
    const result = classifyAnswer(answer, $metadata.requestId ?? idempotencyKey);
    const cut = { body: text.slice(0, MAX_TEXT).toWellFormed(), truncated: text.length > MAX_TEXT };
    return { ...result, response: { status: 200, headers: {}, bytes: Payload?.byteLength ?? 0, ...cut } };
  } catch (error) {
    return classifyInvokeError(error);
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

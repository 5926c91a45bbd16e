import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod';
import type { Capability } from '../action/capability.ts';
import type { executorsEnv } from '../env.ts';
import type { RowHint } from '../ledger/ledger.ts';

export type Executors = { lambda: Pick<LambdaClient, 'send'>; env: z.infer<typeof executorsEnv> };

const EXECUTOR_OF = {
  send_email: 'EMAIL_EXECUTOR',
  send_sms: 'SMS_EXECUTOR',
  make_call: 'CALL_EXECUTOR',
  http_request: 'HTTP_EXECUTOR',
  use_tool: 'TOOL_EXECUTOR',
} as const satisfies Record<Capability, keyof Executors['env']>;

/** The function that carries a capability out, by physical name. */
export function executorOf(env: Executors['env'], capability: Capability): string {
  return env[EXECUTOR_OF[capability]];
}

/** Hands a row to its executor and does not wait; the sweep hands it over again if this one is lost. */
export async function startExecutor({ lambda, env }: Executors, capability: Capability, key: RowHint): Promise<void> {
  await invoke(lambda, executorOf(env, capability), key, 'Event');
}

/** Hands a row to its executor and waits until it has finished. What came of it stands in the ledger. */
export async function runExecutor({ lambda, env }: Executors, capability: Capability, key: RowHint): Promise<void> {
  await invoke(lambda, executorOf(env, capability), key, 'RequestResponse');
}

async function invoke(
  lambda: Executors['lambda'],
  name: string,
  key: RowHint,
  type: 'Event' | 'RequestResponse',
): Promise<void> {
  await lambda.send(
    new InvokeCommand({ FunctionName: name, InvocationType: type, Payload: Buffer.from(JSON.stringify(key)) }),
  );
}

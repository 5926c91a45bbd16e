import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Capability } from '../action/capability.ts';
import type { RowKey } from '../ledger/ledger.ts';

export type Executors = { lambda: Pick<LambdaClient, 'send'>; env: { EMAIL_EXECUTOR: string } };

function executorOf(env: Executors['env'], capability: Capability): string {
  const executors: Record<Capability, string> = { send_email: env.EMAIL_EXECUTOR };
  return executors[capability];
}

/** Hands a row to its executor and does not wait; the sweep hands it over again if this one is lost. */
export async function startExecutor({ lambda, env }: Executors, capability: Capability, key: RowKey): Promise<void> {
  await invoke(lambda, executorOf(env, capability), key, 'Event');
}

/** Hands a row to its executor and waits until it has finished. What came of it stands in the ledger. */
export async function runExecutor({ lambda, env }: Executors, capability: Capability, key: RowKey): Promise<void> {
  await invoke(lambda, executorOf(env, capability), key, 'RequestResponse');
}

async function invoke(
  lambda: Executors['lambda'],
  name: string,
  key: RowKey,
  type: 'Event' | 'RequestResponse',
): Promise<void> {
  await lambda.send(
    new InvokeCommand({ FunctionName: name, InvocationType: type, Payload: Buffer.from(JSON.stringify(key)) }),
  );
}

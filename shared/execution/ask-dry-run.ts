import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type DryRunEvent, DryRunResult } from './dry-run.ts';

/** An agent waits for it, and the executor may have to start first. */
const WAIT_MS = 5_000;

/**
 * Asks an executor whether its provider would take this input. Never throws: an executor that cannot be asked leaves
 * the input `not_validated`, and the request goes on.
 */
export async function askDryRun(
  lambda: Pick<LambdaClient, 'send'>,
  executor: string,
  input: unknown,
): Promise<DryRunResult> {
  const event: DryRunEvent = { dryRun: { input } };
  try {
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: executor, Payload: Buffer.from(JSON.stringify(event)) }),
      { abortSignal: AbortSignal.timeout(WAIT_MS) },
    );
    if (FunctionError || !Payload) return { dryRun: 'not_validated', code: 'executor_error' };
    return DryRunResult.parse(JSON.parse(Buffer.from(Payload).toString('utf8')));
  } catch {
    return { dryRun: 'not_validated', code: 'executor_not_reached' };
  }
}

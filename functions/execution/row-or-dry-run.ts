import type * as z from 'zod';
import { DryRunEvent, type DryRunResult } from '#shared/execution/dry-run.ts';
import { type ExecutionDeps, executeAction } from './execute-action.ts';
import { parseRowKey } from './row-key.ts';

/** Handles both things that an executor with a dry run is invoked with: the key of a ledger row, or content to try. */
export async function rowOrDryRun<Input>(
  event: unknown,
  deps: ExecutionDeps,
  { input, dryRun }: { input: z.ZodType<Input>; dryRun: (input: Input) => Promise<DryRunResult> },
): Promise<{ state: string } | DryRunResult> {
  const asked = DryRunEvent.safeParse(event);
  if (!asked.success) return executeAction(deps, parseRowKey(event));
  return dryRun(input.parse(asked.data.dryRun.input));
}

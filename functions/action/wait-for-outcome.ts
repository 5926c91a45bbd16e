import { setTimeout as delay } from 'node:timers/promises';
import { readAction } from '#shared/action/action-table.ts';
import { hasEnded, outcomeNow, type ToldOutcome } from '#shared/action/told-outcome.ts';
import { AppError } from '#shared/errors.ts';
import type { Tables } from '#shared/tables.ts';

export type WaitDeps = { tables: Tables; now: () => Date };

const LOOK_EVERY_MS = 500;

/**
 * How an action stands, once it has ended or so many seconds are over. Of another agent's action it says what it says of
 * none. What it looks at again and again are the ledger's rows, which are small and few.
 */
export async function waitForOutcome(
  { tables, now }: WaitDeps,
  agentId: string,
  actionId: string,
  seconds: number,
): Promise<ToldOutcome> {
  const until = now().getTime() + seconds * 1000;
  const action = await readAction(tables, actionId);
  if (action?.agentId !== agentId) throw new AppError('NOT_FOUND');
  let outcome = await outcomeNow(tables, action);
  while (!hasEnded(outcome) && now().getTime() < until) {
    await delay(LOOK_EVERY_MS);
    outcome = await outcomeNow(tables, action, 'eventual');
    // A person may have edited it while it was waited for.
    if (hasEnded(outcome)) return outcomeNow(tables, (await readAction(tables, actionId)) ?? action);
  }
  return outcome;
}

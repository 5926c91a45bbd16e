import { setTimeout as delay } from 'node:timers/promises';
import { isAwaited, markAwaited, mayTellByResult } from '../agent/told.ts';
import { type Executors, runExecutor } from '../execution/invoke-executor.ts';
import { guardrailKey, isSettled, type LedgerRow } from '../ledger/ledger.ts';
import { readRow } from '../ledger/ledger-table.ts';
import { errorFields, log } from '../log.ts';
import type { Tables } from '../tables.ts';
import type { Action } from './action.ts';
import { type AgentOutcome, agentOutcome } from './outcome.ts';
import { outcomeWithAnswer } from './outcome-with-answer.ts';

export type RunDeps = { tables: Tables; executors: Executors; now: () => Date };

/** How long the agent waits for an allowed action whose executor somebody else started. */
const WAIT_MS = 15_000;
const POLL_MS = 200;

/**
 * Runs what was allowed and waits for its end. What has not ended by then is told later, by a message; the answer says
 * so. `isRepeated`: this tool call came before, so an end may have been told by a message already.
 */
export async function runAllowed(deps: RunDeps, action: Action, isRepeated: boolean): Promise<AgentOutcome> {
  const { tables, executors } = deps;
  if (action.state === 'allowed') {
    try {
      await runExecutor(executors, action.capability, guardrailKey(action.actionId));
    } catch (error) {
      // Stream and sweep still run it.
      log.error('executor could not be called', { actionId: action.actionId, ...errorFields(error) });
    }
  }
  // Who has waited for it before looks, and does not wait again: many held calls would outlast every run that repeats them.
  const wasLeftOpen = isRepeated && (await isAwaited(tables, action));
  const row = await waitForEnd(deps, action.actionId, wasLeftOpen ? 0 : WAIT_MS);
  // Of what is uncertain, more will be known later.
  const isOver = row !== undefined && row.state !== 'uncertain';
  return isOver && !wasLeftOpen ? outcomeWithAnswer(tables, row) : leaveOpen(tables, action);
}

/** The guardrail's row once it is settled; undefined when that takes too long, or is sure to. */
async function waitForEnd({ tables, now }: RunDeps, actionId: string, waitMs: number): Promise<LedgerRow | undefined> {
  const until = new Date(now().getTime() + waitMs);
  for (;;) {
    const row = await readRow(tables, guardrailKey(actionId));
    if (row && isSettled(row)) return row;
    const isPutOff = row?.state === 'approved' && row.notBefore !== undefined && row.notBefore > until.toISOString();
    if (isPutOff || now() >= until) return undefined;
    await delay(POLL_MS);
  }
}

/**
 * First the mark, then one more look: whatever the ledger says after this look, Tell says to the agent. Of what it says
 * by now either this answer or Tell speaks.
 */
async function leaveOpen(tables: Tables, action: Action): Promise<AgentOutcome> {
  await markAwaited(tables, action);
  const row = await readRow(tables, guardrailKey(action.actionId));
  if (row && isSettled(row) && (await mayTellByResult(tables, row))) return outcomeWithAnswer(tables, row);
  return agentOutcome(action.actionId, 'allowed', 'not_ended_yet');
}

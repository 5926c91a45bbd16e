import { fold } from '../ledger/fold.ts';
import { isSettled, type LedgerRow } from '../ledger/ledger.ts';
import { readRows } from '../ledger/ledger-table.ts';
import type { ReadMode, Tables } from '../tables.ts';
import type { Action } from './action.ts';
import type { Capability } from './capability.ts';
import { type Difference, editedDifference } from './edited-difference.ts';
import { type AgentOutcome, agentOutcome } from './outcome.ts';
import { outcomeWithAnswer } from './outcome-with-answer.ts';

/** An outcome with all that its agent may know of it. Note, changes and answer are data: none of them was written by us. */
export type ToldOutcome = AgentOutcome & {
  capability: Capability;
  /** So that an answer of people can be told from the late end of what ran without them. */
  decision?: LedgerRow['verdict'] | undefined;
  edited?: boolean;
  changed?: Difference[];
  note?: string;
};

/** What a settled row means to the agent that asked. `action` is missing where it is gone. */
export async function toldOutcome(tables: Tables, row: LedgerRow, action: Action | undefined): Promise<ToldOutcome> {
  const outcome = await outcomeWithAnswer(tables, row);
  const note = row.stopped?.note ?? ('note' in row ? row.note : undefined);
  const changed = action && editedDifference(action, row.hash);
  return {
    ...{ ...outcome, capability: row.capability, decision: row.stopped?.verdict ?? row.verdict },
    ...(changed ? { edited: true, changed } : {}),
    ...(note ? { note } : {}),
  };
}

/** How an action stands, by its ledger. */
export async function outcomeNow(tables: Tables, action: Action, mode?: ReadMode): Promise<ToldOutcome> {
  const { actionId, capability, state, judgement } = action;
  const rows = await readRows(tables, actionId, mode);
  const folded = fold(rows);
  if (!folded)
    return { ...agentOutcome(actionId, state, state === 'allowed' ? 'not_ended_yet' : judgement.rule), capability };
  const { row } = folded;
  if (folded.state === 'pending') return { ...agentOutcome(actionId, 'pending', codeOf(row)), capability };
  if (isSettled(row)) return toldOutcome(tables, row, action);
  const isAllowed = row.verdict === 'allow';
  return {
    ...agentOutcome(actionId, isAllowed ? 'allowed' : 'approved', isAllowed ? 'not_ended_yet' : undefined),
    capability,
  };
}

/** Whether nothing will change an outcome but evidence and people: what is uncertain has ended, as far as anybody knows. */
export function hasEnded({ outcome, reason }: AgentOutcome): boolean {
  return outcome !== 'pending_approval' && reason !== 'not_ended_yet';
}

/** Why it waits again. */
function codeOf(row: LedgerRow): string | undefined {
  return 'outcome' in row ? row.outcome?.code : undefined;
}

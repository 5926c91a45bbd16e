import { type AgentOutcome, agentOutcome } from '../action/outcome.ts';
import { fold } from './fold.ts';
import type { LedgerRow } from './ledger.ts';

/** How one round ended, in the words that agents get. */
export function rowOutcome(row: LedgerRow): AgentOutcome {
  const state = fold([row])?.state ?? 'uncertain';
  return agentOutcome(row.actionId, state, 'outcome' in row ? row.outcome.code : undefined);
}

import type { LedgerRow } from '../ledger/ledger.ts';
import { rowOutcome } from '../ledger/row-outcome.ts';
import type { WorkTable } from '../tables.ts';
import { readAnswer } from './answer-table.ts';
import type { AgentOutcome } from './outcome.ts';

/** How one round ended, with what came back. */
export async function outcomeWithAnswer(tables: WorkTable, row: LedgerRow): Promise<AgentOutcome> {
  const answer = await readAnswer(tables, row);
  return { ...rowOutcome(row), ...(answer ? { answer } : {}) };
}

import type { Answer } from '#shared/action/answer.ts';
import { writeAnswer } from '#shared/action/answer-table.ts';
import type { ClaimedRow } from '#shared/ledger/ledger.ts';
import { errorFields, log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';

/** What was done must be recorded, with its answer or without. */
const KEEP_WITHIN_MS = 2_000;

/**
 * Keeps what came back, before the outcome is recorded: who hears that the action has ended finds the answer. Best
 * effort: neither a failure nor a slow table stands in the way of that record.
 */
export async function keepAnswer(
  tables: Tables,
  row: ClaimedRow,
  answer: Answer,
  now: Date,
  withinMs = KEEP_WITHIN_MS,
): Promise<void> {
  try {
    await writeAnswer(tables, row, answer, { now, abortSignal: AbortSignal.timeout(withinMs) });
  } catch (error) {
    const { actionId, round, claimId } = row;
    log.warn('answer not kept', { actionId, round, claimId, code: 'answer_not_kept', ...errorFields(error) });
  }
}

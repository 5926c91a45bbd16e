import { CLOCK_MARGIN_MS, EFFECT_TIMEOUT_MS, keyLives } from '#shared/ledger/authority.ts';
import type { ClaimedRow } from '#shared/ledger/ledger.ts';
import { errorFields, log } from '#shared/log.ts';
import type { EffectResult, Preparation } from './effect.ts';

/** Begins a claimed effect, or not, where it was not ready or is too late by now. */
export async function runPrepared(preparation: Preparation, row: ClaimedRow, now: () => Date): Promise<EffectResult> {
  const { actionId, claimId } = row;
  const result = preparation.ready ? await sendInTime(preparation.send, row, now) : preparation.result;
  const { known, code } = result;
  // What is not known rings the alarm: somebody has to look whether it was done.
  log[known === 'unknown' ? 'error' : 'info']('effect tried', { actionId, claimId, outcome: known, code });
  return result;
}

/** The last look at the clock and the send are one synchronous stretch: nothing may pause between them. */
async function sendInTime(
  send: (claimId: string) => Promise<EffectResult>,
  row: ClaimedRow,
  now: () => Date,
): Promise<EffectResult> {
  const tooLate = whyTooLate(row, now());
  if (tooLate) return { known: 'not_begun', code: tooLate };
  try {
    return await send(row.claimId);
  } catch (error) {
    log.error('effect threw', { actionId: row.actionId, claimId: row.claimId, ...errorFields(error) });
    return { known: 'unknown', code: 'executor_error' };
  }
}

/** A claim may have waited since it was planned: its lease, its approval and its key must each outlast the effect. */
function whyTooLate(row: ClaimedRow, now: Date): string | undefined {
  const begin = new Date(row.leaseUntil).getTime() - CLOCK_MARGIN_MS - EFFECT_TIMEOUT_MS;
  if (now.getTime() >= begin) return 'too_late_for_lease';
  if ('lapsesAt' in row && row.lapsesAt <= now.toISOString()) return 'approval_lapsed';
  return row.maybeBegun && !keyLives(row.keyUntil, now) ? 'key_expired' : undefined;
}

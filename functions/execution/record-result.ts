import { MAX_ATTEMPTS } from '#shared/ledger/authority.ts';
import type { ClaimedRow } from '#shared/ledger/ledger.ts';
import type { Written } from '#shared/ledger/ledger-table.ts';
import { giveBack, recordExecuted, recordFailed, recordUncertain } from '#shared/ledger/transitions.ts';
import type { EffectResult } from './effect.ts';
import type { ExecutionDeps } from './execute-action.ts';

/** Codes of tries that were too late to begin. */
const OUT_OF_TIME = ['approval_lapsed', 'key_expired', 'too_late_for_lease'];

/**
 * Records on the claimed row what one try of its effect came to. Evidence of an earlier attempt may be kept on the row
 * meanwhile: the claim is still this executor's, and what became of it is written on the row as it stands then.
 */
export async function recordResult(
  deps: Pick<ExecutionDeps, 'tables' | 'now'>,
  row: ClaimedRow,
  result: EffectResult,
): Promise<Written> {
  const written = await write(deps, row, result);
  const { won, row: found } = written;
  const isStillMine = !won && found?.state === 'claimed' && found.claimId === row.claimId;
  return isStillMine ? recordResult(deps, found, result) : written;
}

async function write(
  { tables, now }: Pick<ExecutionDeps, 'tables' | 'now'>,
  row: ClaimedRow,
  result: EffectResult,
): Promise<Written> {
  const { code } = result;
  switch (result.known) {
    case 'done':
      return recordExecuted(tables, row, { code, providerId: result.providerId }, now());
    case 'refused':
      return recordFailed(tables, row, { code }, now());
    case 'unknown':
      return recordUncertain(tables, row, { code }, now());
    case 'not_begun':
      // Out of time is no failure of the action: it goes back, and from there to people.
      return row.attempt < MAX_ATTEMPTS || OUT_OF_TIME.includes(code)
        ? giveBack(tables, row, now())
        : recordFailed(tables, row, { code }, now());
  }
}

import { readAction } from '#shared/action/action-table.ts';
import { startExecutor } from '#shared/execution/invoke-executor.ts';
import { CLOCK_MARGIN_MS, keyLives } from '#shared/ledger/authority.ts';
import { type ApprovedRow, actionIdOf, isQuiet, type RowKey } from '#shared/ledger/ledger.ts';
import { closeRow, readRow } from '#shared/ledger/ledger-table.ts';
import { expireKey, giveUpClaim, lapse } from '#shared/ledger/transitions.ts';
import { log } from '#shared/log.ts';
import { isBellResolved } from '#shared/notification/heard.ts';
import { closeWhenSeen } from './close-row.ts';
import type { IsHeld, SweepDeps } from './sweep-deps.ts';

/** The index is a moment behind, so the row is read afresh, and every move is conditional on it. */
export async function sweepRow(deps: SweepDeps, key: RowKey, isHeld: IsHeld): Promise<void> {
  const { tables, now } = deps;
  if (await closeAtOnce(deps, key)) return;
  const row = await readRow(tables, key);
  if (!row) return;
  if (isQuiet(row)) return closeWhenSeen(deps, row);
  if (row.state === 'approved') return sweepApproved(deps, row, key, isHeld);
  if (row.state !== 'claimed' || !leaseIsOver(row.leaseUntil, now())) return;
  const { actionId, round, claimId } = row;
  const written = await giveUpClaim(tables, row, now());
  // An error, so that the alarm rings: somebody has to look whether it was done. With a living key it is tried again.
  const uncertain = written.won && written.row.state === 'uncertain';
  log[uncertain ? 'error' : 'info']('executor was lost', { actionId, round, claimId, state: written.row?.state ?? '' });
}

/**
 * Most rows that are seen here are done and shown: their action says which version of which row it shows, and that there
 * is no other. The close is conditional on that version, so neither the row nor a fresh action has to be read for it.
 */
async function closeAtOnce({ tables }: SweepDeps, key: RowKey): Promise<boolean> {
  const action = await readAction(tables, actionIdOf(key), 'eventual');
  if (action?.closes !== key.round || !(await isBellResolved(tables, { ...action, round: key.round }))) return false;
  return closeRow(tables, { ...key, v: action.pv });
}

async function sweepApproved(deps: SweepDeps, row: ApprovedRow, key: RowKey, isHeld: IsHeld): Promise<void> {
  const { tables, executors, now } = deps;
  const time = now().toISOString();
  if (row.maybeBegun && !keyLives(row.keyUntil, now())) {
    await expireKey(tables, row, 'key_expired', now());
    return;
  }
  if ('lapsesAt' in row && row.lapsesAt <= time) {
    await lapse(tables, row, 'approval_lapsed', now());
    return;
  }
  if (row.notBefore && row.notBefore > time) return;
  if (await isHeld(row.agentId)) return;
  await startExecutor(executors, row.capability, key);
}

/** Our clock may run ahead of the executor's: its claim is dead only when the margin has passed too. */
function leaseIsOver(leaseUntil: string, now: Date): boolean {
  return Date.parse(leaseUntil) + CLOCK_MARGIN_MS < now.getTime();
}

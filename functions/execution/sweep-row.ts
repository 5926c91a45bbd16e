import { readAction } from '#shared/action/action-table.ts';
import { startExecutor } from '#shared/execution/invoke-executor.ts';
import { CLOCK_MARGIN_MS, keyLives } from '#shared/ledger/authority.ts';
import { fold } from '#shared/ledger/fold.ts';
import { type ApprovedRow, isQuiet, type LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';
import { closeRow, readRow, readRows } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import { expireKey, giveUpClaim, lapse } from '#shared/ledger/transitions.ts';
import { log } from '#shared/log.ts';
import type { SweepDeps } from './sweep-deps.ts';

type IsHeld = (agentId: string) => Promise<boolean>;

/** The index is a moment behind, so the row is read afresh, and every move is conditional on it. */
export async function sweepRow(deps: SweepDeps, key: RowKey, isHeld: IsHeld): Promise<void> {
  const { tables, now } = deps;
  const row = await readRow(tables, key);
  if (!row) return;
  if (isQuiet(row)) return closeWhenShown(deps, row);
  if (row.state === 'approved') return sweepApproved(deps, row, key, isHeld);
  if (row.state !== 'claimed' || !leaseIsOver(row.leaseUntil, now())) return;
  const { actionId, round, claimId } = row;
  const written = await giveUpClaim(tables, row, now());
  // An error, so that the alarm rings: somebody has to look whether it was done. With a living key it is tried again.
  const uncertain = written.won && written.row.state === 'uncertain';
  log[uncertain ? 'error' : 'info']('executor was lost', { actionId, round, claimId, state: written.row?.state ?? '' });
  await projectAction(tables, row, now());
}

async function sweepApproved(deps: SweepDeps, row: ApprovedRow, key: RowKey, isHeld: IsHeld): Promise<void> {
  const { tables, executors, now } = deps;
  const time = now().toISOString();
  if (row.maybeBegun && !keyLives(row.keyUntil, now())) {
    await expireKey(tables, row, now());
    return projectAction(tables, row, now());
  }
  if ('lapsesAt' in row && row.lapsesAt <= time) {
    await lapse(tables, row, 'approval_lapsed', now());
    return projectAction(tables, row, now());
  }
  if (row.notBefore && row.notBefore > time) return;
  if (await isHeld(row.agentId)) return;
  await startExecutor(executors, row.capability, key);
}

/** Our clock may run ahead of the executor's: its claim is dead only when the margin has passed too. */
function leaseIsOver(leaseUntil: string, now: Date): boolean {
  return Date.parse(leaseUntil) + CLOCK_MARGIN_MS < now.getTime();
}

/** A row on which nothing happens by itself leaves the list once its action shows it; until then it is shown again. */
async function closeWhenShown({ tables, now }: SweepDeps, row: LedgerRow): Promise<void> {
  const [action, rows] = await Promise.all([readAction(tables, row.actionId), readRows(tables, row.actionId)]);
  const sum = fold(rows)?.sum ?? 0;
  if (action && action.pv < sum) return projectAction(tables, action, now(), rows);
  await closeRow(tables, row);
}

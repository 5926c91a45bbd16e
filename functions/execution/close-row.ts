import { readAction } from '#shared/action/action-table.ts';
import { publishEvents } from '#shared/events/bus.ts';
import { repeatAgainAt } from '#shared/events/repeat-after.ts';
import { rowEvents } from '#shared/events/row-events.ts';
import { fold } from '#shared/ledger/fold.ts';
import { isSettled, type LedgerRow } from '#shared/ledger/ledger.ts';
import { closeRow, readRows } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import { putOffRow } from '#shared/ledger/put-off-row.ts';
import { log } from '#shared/log.ts';
import { isHeard } from '#shared/notification/heard.ts';
import type { SweepDeps } from './sweep-deps.ts';

/**
 * A row on which nothing happens by itself leaves the list once its action shows it and all who have to hear of it have;
 * until then it is shown, and said, again.
 */
export async function closeWhenSeen(deps: SweepDeps, row: LedgerRow): Promise<void> {
  const { tables, now } = deps;
  const [action, rows] = await Promise.all([readAction(tables, row.actionId), readRows(tables, row.actionId)]);
  const sum = fold(rows)?.sum ?? 0;
  if (action && action.pv < sum) return projectAction(tables, action, now(), rows);
  // Of an action that is gone there is nothing to tell.
  if (action && isSettled(row) && !(await isHeard(tables, row))) return sayAgain(deps, row);
  await closeRow(tables, row);
}

/** The events of a row, for those who did not hear them; who did does nothing twice. */
async function sayAgain({ tables, bus, now }: SweepDeps, row: LedgerRow): Promise<void> {
  const next = repeatAgainAt(changedAt(row), now());
  if (!next) return;
  log.warn('events said again', { actionId: row.actionId, round: row.round, state: row.state });
  await publishEvents(bus, rowEvents(undefined, row));
  await putOffRow(tables, row, next);
}

/** Since when it is as it is, as far as the row tells. */
function changedAt(row: LedgerRow): string {
  if ('resolution' in row && row.resolution) return row.resolution.at;
  if ('settledAt' in row) return row.settledAt;
  return row.stopped?.decidedAt ?? row.decidedAt;
}

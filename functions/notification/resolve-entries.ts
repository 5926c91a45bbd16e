import { winnerOf } from '#shared/approval/decision-refusals.ts';
import { numberedKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import { markNotified, readNotified, resolveBell } from '#shared/notification/bell-table.ts';
import type { Tables } from '#shared/tables.ts';

/** Where somebody decided, the entries of everybody who was told need nobody any more. Returns whether that is so. */
export async function resolveEntries(
  { tables, now }: { tables: Tables; now: () => Date },
  actionId: string,
  round: number,
): Promise<boolean> {
  const [notified, row] = await Promise.all([
    readNotified(tables, actionId, round),
    readRow(tables, numberedKey(actionId, round)),
  ]);
  const winner = row && row.state !== 'half' ? winnerOf(row) : undefined;
  if (!notified || !winner) return winner !== undefined;
  const { verdict, decidedBy, decidedAt } = winner;
  const resolved = { verdict, decidedBy, decidedAt };
  for (const personId of notified.personIds) {
    await resolveBell(tables, { personId, since: notified.since, actionId, round }, resolved);
  }
  await markNotified(tables, { actionId, round }, 'resolvedAt', now());
  return true;
}

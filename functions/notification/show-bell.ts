import { countWaiting, readBell } from '#shared/notification/bell-table.ts';
import type { WorkTable } from '#shared/tables.ts';

const SHOWN = 50;

/** A person's newest 50 entries, and how many wait in all. Counted are 50 at most; `more` says that there are others. */
export async function showBell(tables: WorkTable, personId: string) {
  const [entries, waiting] = await Promise.all([
    readBell(tables, personId, SHOWN),
    countWaiting(tables, personId, SHOWN + 1),
  ]);
  const items = entries.map(({ kind, personId: _, emailedAt, dueShard, dueAt, ...entry }) => entry);
  return { items, waiting: Math.min(waiting, SHOWN), more: waiting > SHOWN };
}

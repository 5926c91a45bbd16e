import { markAllRead, markRead, readAllRead } from '#shared/notification/bell-list.ts';
import type { ReadRequest } from '#shared/routes/notification-routes.ts';
import type { WorkTable } from '#shared/tables.ts';
import { countBell } from './show-bell.ts';

/** Marks entries of a person's own bell as read, and says what is left. Doing it twice changes nothing more. */
export async function markAsRead(
  { tables, now }: { tables: WorkTable; now: () => Date },
  personId: string,
  request: ReadRequest,
) {
  if ('all' in request) await markAllRead(tables, personId, now());
  else await Promise.all(request.ids.map((id) => markRead(tables, personId, id, now())));
  return countBell(tables, personId, await readAllRead(tables, personId));
}

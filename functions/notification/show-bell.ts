import { createHash } from 'node:crypto';
import type { HttpEvent, HttpReply } from '#shared/http.ts';
import { json } from '#shared/http.ts';
import { type BellEntry, entryId, NOBODY } from '#shared/notification/bell.ts';
import { countWaiting, readAllRead, readBell } from '#shared/notification/bell-list.ts';
import type { Person } from '#shared/people/person.ts';
import type { BellItem, Notifications } from '#shared/routes/notification-routes.ts';
import type { WorkTable } from '#shared/tables.ts';

const SHOWN = 50;

/** The answer to whoever asks again and again: without a body where nothing changed. */
export function replyUnlessSeen(event: HttpEvent, shown: Notifications): HttpReply {
  const reply = json(200, shown);
  const etag = `"${createHash('sha256')
    .update(reply.body ?? '')
    .digest('base64url')}"`;
  const headers = { ...reply.headers, etag };
  return event.headers['if-none-match'] === etag ? { statusCode: 304, headers } : { ...reply, headers };
}

/** A person's newest 50 entries, and how many wait in all. Counted are 50 at most; `more` says that there are others. */
export async function showBell(tables: WorkTable, { personId, role }: Pick<Person, 'personId' | 'role'>) {
  const readSoFar = readAllRead(tables, personId);
  const [entries, allAt, counts, banner] = await Promise.all([
    readBell(tables, personId, SHOWN),
    readSoFar,
    readSoFar.then((allAt) => countBell(tables, personId, allAt)),
    role === 'admin' ? nobodyTold(tables) : undefined,
  ]);
  const shown: Notifications = {
    items: entries.map((entry) => toItem(entry, allAt)),
    ...counts,
    ...(banner ? { banner } : {}),
  };
  return shown;
}

export async function countBell(tables: WorkTable, personId: string, allAt: string) {
  const [waiting, unread] = await Promise.all([
    countWaiting(tables, personId, SHOWN + 1),
    countWaiting(tables, personId, SHOWN, allAt),
  ]);
  return { waiting: Math.min(waiting, SHOWN), unread, more: waiting > SHOWN };
}

/** What somebody decided needs nobody any more, so it is not unread either. */
function toItem(entry: BellEntry, allAt: string): BellItem {
  const { actionId, agentId, agentName, round, summary, since, insteadOf, resolved } = entry;
  const { readAt, toldAt, remindedAt = toldAt } = entry;
  return {
    id: entryId(entry),
    ...{ actionId, agentId, agentName, round, summary, since },
    ...(insteadOf ? { insteadOf } : {}),
    ...(resolved ? { resolved } : {}),
    unread: !resolved && !readAt && remindedAt > allAt,
  };
}

/** What waits and nobody could be told of: somebody has to give those agents an owner. */
async function nobodyTold(tables: WorkTable): Promise<Notifications['banner']> {
  const waiting = await countWaiting(tables, NOBODY, SHOWN);
  if (waiting === 0) return undefined;
  const open = (await readBell(tables, NOBODY, SHOWN)).filter(({ resolved }) => !resolved);
  return { kind: 'nobody_told', waiting, agents: [...new Set(open.map(({ agentName }) => agentName))].slice(0, 5) };
}

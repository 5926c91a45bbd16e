import type { FoundPending } from '#shared/action/pending-table.ts';
import type { PendingPage } from '#shared/routes/approval-replies.ts';

export type Order = 'oldest' | 'newest';

/** Pure: one page of what several searches found. What lies behind the end of the shortest one is left to the next page. */
export function mergePending(found: FoundPending[], limit: number, order: Order): PendingPage {
  const sign = order === 'oldest' ? 1 : -1;
  const inOrder = (a: string, b: string) => (a < b ? -sign : a > b ? sign : 0);
  const horizon = found.flatMap(({ reached }) => reached ?? []).sort(inOrder)[0];
  const merged = found
    .flatMap(({ items }) => items)
    .filter(({ pendingAt }) => horizon === undefined || inOrder(pendingAt, horizon) <= 0)
    .sort((a, b) => inOrder(a.pendingAt, b.pendingAt));
  const page = merged.slice(0, limit);
  const next = merged.length > limit ? page.at(-1)?.pendingAt : horizon;
  const searched = found.reduce((sum, one) => sum + one.searched, 0);
  return {
    items: page.map(({ pendingAt, ...item }) => item),
    ...(next === undefined ? {} : { next }),
    ...(next !== undefined && page.length < limit ? { searched } : {}),
  };
}

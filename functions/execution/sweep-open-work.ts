import { ALL_DUE_SHARDS } from '#shared/action/action.ts';
import { dueWork } from '#shared/action/action-table.ts';
import { dueRows } from '#shared/ledger/ledger-table.ts';
import { errorFields, log } from '#shared/log.ts';
import { holdsOf } from './holds-of.ts';
import type { SweepDeps } from './sweep-deps.ts';
import { sweepRow } from './sweep-row.ts';
import { sweepWork } from './sweep-work.ts';

/**
 * Looks at all open work and moves on what nobody moves: the streams and the bus are hints, and this is what makes
 * losing them lose nothing. One item, or one shard, that fails does not stop the others.
 */
export async function sweepOpenWork(deps: SweepDeps): Promise<{ looked: number; failed: number }> {
  const count = { looked: 0, failed: 0 };
  const attempt = async (key: string, look: () => Promise<void>) => {
    try {
      await look();
    } catch (error) {
      count.failed++;
      log.error('sweep failed', { key, ...errorFields(error) });
    }
  };
  async function each<T extends { pk: string }>(
    found: AsyncIterable<T>,
    look: (key: T) => Promise<void>,
  ): Promise<void> {
    for await (const key of found) {
      count.looked++;
      await attempt(key.pk, () => look(key));
    }
  }
  const isHeld = holdsOf(deps.tables);
  const shards = ALL_DUE_SHARDS.flatMap((shard) => [
    attempt(shard, () => each(dueRows(deps.tables, shard, deps.now()), (key) => sweepRow(deps, key, isHeld))),
    attempt(shard, () => each(dueWork(deps.tables, shard, deps.now()), ({ pk }) => sweepWork(deps, pk, isHeld))),
  ]);
  await Promise.all(shards);
  return count;
}

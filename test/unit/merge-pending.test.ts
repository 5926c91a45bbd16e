import { describe, expect, it } from 'vitest';
import { mergePending } from '../../functions/approval/merge-pending.ts';
import type { FoundPending } from '../../shared/action/pending-table.ts';

/** One shard: the sort keys that were found, how many were looked at, and where the search ended before the shard did. */
function aShard(keys: string[], over: Partial<FoundPending> = {}): FoundPending {
  return {
    items: keys.map((pendingAt) => ({ pendingAt, actionId: pendingAt }) as never),
    searched: keys.length,
    ...over,
  };
}
const idsOf = ({ items }: { items: { actionId: string }[] }) => items.map(({ actionId }) => actionId);

describe('a page of what waits, from several shards', () => {
  it('is merged in order, and names the following page where there is more', () => {
    const shards = [aShard(['1', '4'], { reached: '4' }), aShard(['2', '3'], { reached: '3' })];
    const page = mergePending(shards, 2, 'oldest');
    expect({ ids: idsOf(page), next: page.next }).toEqual({ ids: ['1', '2'], next: '2' });
  });

  it('leaves what lies behind the end of a search to the next page, so that none is passed over', () => {
    // Of the kind that is looked for, the first shard has some more after 5, which nobody looked at yet.
    const shards = [aShard(['2'], { reached: '5', searched: 100 }), aShard(['3', '7'])];
    const page = mergePending(shards, 10, 'oldest');
    expect({ ids: idsOf(page), next: page.next, searched: page.searched }).toEqual({
      ...{ ids: ['2', '3'], next: '5', searched: 102 },
    });
  });

  it('does so from the newest on too', () => {
    const page = mergePending([aShard(['8'], { reached: '6', searched: 100 }), aShard(['7', '5'])], 10, 'newest');
    expect({ ids: idsOf(page), next: page.next }).toEqual({ ids: ['8', '7'], next: '6' });
  });

  it('goes on after nothing was found, and says among how many', () => {
    const page = mergePending([aShard([], { reached: '5', searched: 100 })], 10, 'oldest');
    expect(page).toEqual({ items: [], next: '5', searched: 100 });
  });

  it('is the last one where every shard was read to its end', () => {
    expect(mergePending([aShard(['1']), aShard(['2'])], 10, 'oldest')).not.toHaveProperty('next');
  });
});

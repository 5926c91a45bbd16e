import { expect, it } from 'vitest';
import { nextShard } from '../../../infra/local/streams/next-shard.ts';

const parent = { ShardId: 'a' };
const child = { ShardId: 'b', ParentShardId: 'a' };
const oldest = { at: 'TRIM_HORIZON' } as const;

it.each([
  ['begins at the oldest shard', [parent, child], undefined, { shardId: 'a', position: oldest, trimmed: false }],
  [
    'begins at a shard whose parent was trimmed',
    [child],
    undefined,
    { shardId: 'b', position: oldest, trimmed: false },
  ],
  [
    'goes on behind its checkpoint',
    [parent, child],
    { shardId: 'a', after: '7', ended: false },
    { shardId: 'a', position: { after: '7' }, trimmed: false },
  ],
  [
    'goes to the child of a shard that ended',
    [parent, child],
    { shardId: 'a', after: '7', ended: true },
    { shardId: 'b', position: oldest, trimmed: false },
  ],
  [
    'goes to the child when the ended parent is gone',
    [child],
    { shardId: 'a', after: '7', ended: true },
    { shardId: 'b', position: oldest, trimmed: false },
  ],
  [
    'tells that records were lost with an unfinished shard',
    [child],
    { shardId: 'a', after: '7', ended: false },
    { shardId: 'b', position: oldest, trimmed: true },
  ],
  ['waits for a child', [parent], { shardId: 'a', after: '7', ended: true }, undefined],
  ['waits for a shard', [], undefined, undefined],
])('%s', (_, shards, checkpoint, expected) => {
  expect(nextShard(shards, checkpoint, 'TRIM_HORIZON')).toEqual(expected);
});

it('begins at the newest shard where only new records count', () => {
  expect(nextShard([parent, child], undefined, 'LATEST')).toMatchObject({ shardId: 'b', position: { at: 'LATEST' } });
});

import type { Checkpoint } from './checkpoints.ts';
import type { Position, Shard } from './stream-client.ts';

type NextShard = { shardId: string; position: Position; trimmed: boolean };

/**
 * Where to read on. A shard is read after its parent, so each item's changes keep their order. A shard that is gone
 * from the stream was trimmed after a day, and reading starts at the oldest that is left.
 */
export function nextShard(
  shards: Shard[],
  checkpoint: Checkpoint | undefined,
  startAt: 'TRIM_HORIZON' | 'LATEST',
): NextShard | undefined {
  const parentOf = new Map(shards.map((shard) => [shard.ShardId, shard.ParentShardId]));
  const oldest = shards.find(({ ParentShardId }) => !ParentShardId || !parentOf.has(ParentShardId));
  if (!checkpoint) {
    const shard = startAt === 'LATEST' ? shards.at(-1) : oldest;
    return shard && { shardId: shard.ShardId, position: { at: startAt }, trimmed: false };
  }
  const { shardId, after, ended } = checkpoint;
  if (!parentOf.has(shardId)) {
    const child = shards.find(({ ParentShardId }) => ParentShardId === shardId);
    const shard = child ?? oldest;
    const trimmed = !(ended && child);
    return shard && { shardId: shard.ShardId, position: { at: 'TRIM_HORIZON' }, trimmed };
  }
  if (!ended) {
    return { shardId, position: after === undefined ? { at: startAt } : { after }, trimmed: false };
  }
  const child = shards.find(({ ParentShardId }) => ParentShardId === shardId);
  return child && { shardId: child.ShardId, position: { at: 'TRIM_HORIZON' }, trimmed: false };
}

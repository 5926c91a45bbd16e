import { createHash } from 'node:crypto';
import { ulid } from 'ulid';

type Prefix = 'act' | 'agt' | 'cnv' | 'clm' | 'dec' | 'dlv' | 'key' | 'per' | 'run' | 'tea' | 'trg' | 'wrt';

/** A new id that sorts by time of making, e.g. `act_01J…`. */
export function newId(prefix: Prefix): string {
  return `${prefix}_${ulid()}`;
}

/**
 * The same id for the same parts, always: a repeated tool call or webhook delivery maps to what it made the first
 * time. Parts are length-prefixed, so `['a','bc']` and `['ab','c']` differ.
 */
export function derivedId(prefix: Prefix, ...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return `${prefix}_${hash.digest('hex').slice(0, 32)}`;
}

/** Which of `shards` a key belongs to: 0 … shards − 1, spread evenly by hash. */
export function shardOf(key: string, shards: number): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % shards;
}

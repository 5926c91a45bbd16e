import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const Checkpoint = z.strictObject({
  shardId: z.string(),
  /** Last sequence number that is over; absent while the shard has only been chosen. */
  after: z.string().optional(),
  /** The shard was read to its end. */
  ended: z.boolean(),
});
/** How far an event source mapping came. Shards are read one after the other, so one of them says it all. */
export type Checkpoint = z.infer<typeof Checkpoint>;

export type CheckpointFile = { load(): Promise<Checkpoint | undefined>; save(checkpoint: Checkpoint): Promise<void> };

/** Kept in `<stateDirectory>/streams/<mapping>.json`, whole or not at all. */
export function openCheckpoint(stateDirectory: string, mappingId: string): CheckpointFile {
  const directory = join(stateDirectory, 'streams');
  const path = join(directory, `${mappingId}.json`);
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch(() => undefined);
      return text === undefined ? undefined : Checkpoint.parse(JSON.parse(text));
    },
    async save(checkpoint) {
      await mkdir(directory, { recursive: true });
      await writeFile(`${path}.new`, JSON.stringify(checkpoint));
      await rename(`${path}.new`, path);
    },
  };
}

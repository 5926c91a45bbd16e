import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const QueuedEvent = z.strictObject({
  requestId: z.uuid(),
  functionName: z.string(),
  acceptedAtMs: z.number(),
  /** Runs that ended in a failure. */
  failedAttempts: z.number().int(),
  notBeforeMs: z.number(),
  event: z.unknown(),
});
export type QueuedEvent = z.infer<typeof QueuedEvent>;

/** Accepted events on disk, one file each; a file appears and changes whole, never half. */
export type QueuedEvents = {
  write(event: QueuedEvent): Promise<void>;
  remove(event: QueuedEvent): Promise<void>;
  /** Oldest first. */
  readAll(): Promise<QueuedEvent[]>;
};

export function openQueuedEvents(directory: string): QueuedEvents {
  // At once, as in the background it would still be at work when a host that was closed early is cleared away.
  mkdirSync(directory, { recursive: true });
  const pathOf = (event: QueuedEvent) => join(directory, `${event.acceptedAtMs}-${event.requestId}.json`);
  return {
    async write(event) {
      const temporary = join(directory, `${randomUUID()}.tmp`);
      await writeFile(temporary, JSON.stringify(event));
      await rename(temporary, pathOf(event));
    },
    async remove(event) {
      await rm(pathOf(event), { force: true });
    },
    async readAll() {
      const names = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
      return Promise.all(names.map(async (name) => readEvent(join(directory, name))));
    },
  };
}

async function readEvent(path: string): Promise<QueuedEvent> {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'));
    return QueuedEvent.parse(json);
  } catch (cause) {
    throw new Error(`${path} is no queued event; delete it if the work in it may be lost.`, { cause });
  }
}

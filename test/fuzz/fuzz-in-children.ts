import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Asked, Fuzzed } from './fuzzed.ts';

const CHILD = fileURLToPath(new URL('./fuzz-child.ts', import.meta.url));

/** Fuzzes each part in a process of its own, as many at a time as there are processors. */
export async function fuzzInChildren(
  names: readonly string[],
  asked: Asked,
  tell: (name: string, fuzzed: Fuzzed, took: number) => void,
): Promise<void> {
  const waiting = [...names];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const begun = Date.now();
      tell(name, await fuzzInChild(name, asked), Date.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

/** A process that ends without a word of what it found has found something wrong. */
export async function fuzzInChild(name: string, { requests, seed }: Asked): Promise<Fuzzed> {
  const child = fork(CHILD, [name, String(requests), String(seed)], { serialization: 'advanced' });
  let fuzzed: Fuzzed | undefined;
  child.on('message', (message) => {
    fuzzed = message as Fuzzed;
  });
  // What it said last may arrive after it is gone, but before its channel is.
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  return fuzzed ?? { counts: new Map(), problems: [`its process ended with ${signal ?? code} and said nothing`] };
}

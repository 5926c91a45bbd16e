import { setTimeout as delay } from 'node:timers/promises';

type StopDeps = {
  close(): Promise<void>;
  exit(code: number): void;
  /** 10 s by default. */
  withinMs?: number;
};

/** One key press may come twice: the terminal sends the signal to us and to npm, which passes it on. */
const SAME_PRESS_MS = 1_000;

/** What a signal calls: closes everything and ends the process. Called again after a second, it ends it at once. */
export function makeStop({ close, exit, withinMs = 10_000 }: StopDeps): () => Promise<void> {
  let since: number | undefined;
  return async function stop() {
    if (since !== undefined) {
      if (performance.now() - since > SAME_PRESS_MS) exit(1);
      return;
    }
    since = performance.now();
    console.log('Stopping …');
    try {
      const closed = close().then(() => true);
      if (await Promise.race([closed, delay(withinMs, false)])) return exit(0);
      console.error(`Not all of it stopped within ${withinMs / 1_000} s, so it was ended; what waits is kept.`);
    } catch (error) {
      console.error(`It did not stop as it should: ${error instanceof Error ? error.message : error}`);
    }
    exit(1);
  };
}

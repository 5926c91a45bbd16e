import { setTimeout as delay } from 'node:timers/promises';

const WITHIN_MS = 20_000;
const EVERY_MS = 100;

/** What was expected and not seen; ends the demo. */
export class NotObserved extends Error {
  override readonly name = 'NotObserved';
}

/**
 * Looks at the running system until it shows what is told, then prints it, with what was seen where `tell` says it.
 * Throws `NotObserved` when that did not happen in time.
 */
export async function observe<T>(
  sentence: string,
  look: () => Promise<T | undefined | false>,
  tell: (seen: T) => string = () => sentence,
): Promise<T> {
  const until = performance.now() + WITHIN_MS;
  let problem = 'it did not happen in time';
  while (performance.now() < until) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) {
        console.log(`  ✓ ${tell(seen)}`);
        return seen;
      }
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    await delay(EVERY_MS);
  }
  throw new NotObserved(`Not seen: ${sentence} (${problem})`);
}

/** One look: what must hold right now. */
export async function confirm(sentence: string, look: () => Promise<boolean>): Promise<void> {
  if (!(await look())) throw new NotObserved(`Does not hold: ${sentence}`);
  console.log(`  ✓ ${sentence}`);
}

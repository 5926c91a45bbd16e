import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { Process } from './state.ts';

/** The simulated process that the running code belongs to; undefined for the simulation itself. */
export const running = new AsyncLocalStorage<Process | undefined>();

const RealDate = globalThis.Date;
const realTimeout = globalThis.setTimeout;
const realDelay = timers.setTimeout;

/** Real time again, and no process: for what the simulation does on behalf of one. */
export function outside<T>(work: () => T): T {
  return running.run(undefined, work);
}

function virtualNow(): number | undefined {
  const process = running.getStore();
  return process && process.world.now + process.skewMs;
}

/**
 * Gives each process a clock of its own: `new Date()`, `Date.now()` and both kinds of `setTimeout`, in code that belongs
 * to one, follow its world's time. Everything else keeps the real clock.
 */
export function installClock(wait: (process: Process, ms: number) => Promise<unknown>): () => void {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => {
      const now = args.length === 0 ? virtualNow() : undefined;
      const made = newTarget === globalThis.Date ? target : newTarget;
      return Reflect.construct(target, now === undefined ? args : [now], made);
    },
    get: (target, name) => (name === 'now' ? () => virtualNow() ?? target.now() : Reflect.get(target, name)),
  });
  const timeout = (then: () => void, ms = 0, ...rest: unknown[]) => {
    const process = running.getStore();
    if (!process) return Reflect.apply(realTimeout, globalThis, [then, ms, ...rest]);
    wait(process, ms).then(then, () => undefined);
    return realTimeout(() => undefined, 0);
  };
  globalThis.setTimeout = timeout as unknown as typeof setTimeout;
  setDelay(((ms = 0, ...rest) => {
    const process = running.getStore();
    return process ? wait(process, ms) : Reflect.apply(realDelay, timers, [ms, ...rest]);
  }) as typeof realDelay);
  return () => {
    globalThis.Date = RealDate;
    globalThis.setTimeout = realTimeout;
    setDelay(realDelay);
  };
}

/** Everybody who imported it by name sees the change. */
function setDelay(delay: typeof realDelay): void {
  timers.setTimeout = delay;
  syncBuiltinESMExports();
}

/** Lines that a process logs are its own: what rings the alarm is kept, nothing is printed. */
export function installLog(): () => void {
  const undo = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream;
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      const owner = running.getStore();
      if (!owner) return Reflect.apply(write, stream, [chunk, ...rest]);
      const line = typeof chunk === 'string' && chunk.startsWith('{"level":"error"') ? JSON.parse(chunk) : undefined;
      if (line) owner.errors.push(line.message);
      return true;
    }) as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  return () => {
    for (const each of undo) each();
  };
}

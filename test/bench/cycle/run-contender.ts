/** One contender in a process of its own, so that nobody pays for another's memory: `node run-contender.ts <module>`. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Contender, OpenContender } from './contender.ts';

export type Ask =
  | { do: 'open'; stores: Parameters<OpenContender>[0] }
  | { do: 'round'; concurrency: number; cycles: number; limitMs: number }
  | { do: 'race'; times: number }
  | { do: 'pending'; count: number }
  | { do: 'stored' }
  | { do: 'close' };

/** Milliseconds of every cycle; `shown` includes what lists need. */
export type Round = { asked: number[]; executed: number[]; shown: number[]; seconds: number; effects: number };
export type Race = { twice: number; once: number; never: number; refused: number };
export type Pending = { heapBytes: number; rssBytes: number };

let contender: Contender;

const handlers = {
  open: async ({ stores }: Extract<Ask, { do: 'open' }>) => {
    const { open } = (await import(process.argv[2] ?? '')) as { open: OpenContender };
    contender = await open(stores);
  },
  round,
  race,
  pending,
  stored: async () => contender.stored?.(),
  close: async () => {
    await contender?.close();
    setTimeout(() => process.exit(), 50);
  },
};

/** So many cycles, or until the time is over; each worker begins the next when its last one has ended. */
async function round({ concurrency, cycles, limitMs }: Extract<Ask, { do: 'round' }>): Promise<Round> {
  const result: Round = { asked: [], executed: [], shown: [], seconds: 0, effects: contender.effects() };
  const begin = performance.now();
  let left = cycles;
  const work = async () => {
    while (left-- > 0 && performance.now() - begin < limitMs) {
      const since = performance.now();
      const question = await contender.ask();
      const asked = performance.now();
      await contender.approve(question);
      const executed = performance.now();
      await contender.show?.(question);
      result.asked.push(asked - since);
      result.executed.push(executed - asked);
      result.shown.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  result.seconds = (performance.now() - begin) / 1_000;
  result.effects = contender.effects() - result.effects;
  return result;
}

/** Two clicks of two people in the same instant, on one question. */
async function race({ times }: Extract<Ask, { do: 'race' }>): Promise<Race> {
  const race: Race = { twice: 0, once: 0, never: 0, refused: 0 };
  for (let i = 0; i < times; i++) {
    const before = contender.effects();
    const question = await contender.ask();
    const clicks = await Promise.allSettled([contender.approve(question), contender.approve(question)]);
    await delay(20);
    const done = contender.effects() - before;
    race[done > 1 ? 'twice' : done === 1 ? 'once' : 'never'] += 1;
    if (clicks.some(({ status }) => status === 'rejected')) race.refused += 1;
  }
  return race;
}

/** What questions that wait keep in memory. */
async function pending({ count }: Extract<Ask, { do: 'pending' }>): Promise<Pending> {
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage();
  };
  const before = used();
  for (let i = 0; i < count; i++) await contender.ask();
  const after = used();
  return {
    heapBytes: (after.heapUsed - before.heapUsed) / count,
    rssBytes: (after.rss - before.rss) / count,
  };
}

process.on('message', async (ask: Ask) => {
  try {
    process.send?.({ ok: true, value: await handlers[ask.do](ask as never) });
  } catch (error) {
    process.send?.({ ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

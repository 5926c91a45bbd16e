import type { Design } from './rules.ts';
import type { World } from './state.ts';

/** Nothing asked, one person is enough, and the settings ask about everything. */
export function newWorld(design: Design, counts: World['counts'], story?: string[]): World {
  return {
    ...{ design, counts, now: 1000, lastId: 0, work: [], snapshot: undefined, rows: [[], []], changes: [[], []] },
    ...{ truths: [[], []] },
    ...{ idempotent: [false, false], actionKeyUntil: [0, 0], verdicts: ['ask', 'ask', 'ask'], two: false, hold: false },
    ...{ processes: [], clicks: [], reply: 'fine', outcome: 'done', order: 0, broken: undefined, story },
  };
}

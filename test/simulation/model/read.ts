import type { Process, Step, World } from './state.ts';

/** At once, and three orders in which each of the reads is before and after each other one. */
const ORDERS = [undefined, '12G', '2G1', 'G21'] as const;

/**
 * The consistent reads that a handler makes side by side: the guardrail's row, the rounds, the action. No snapshot
 * spans them, so here they are three steps, in an order of the process's own, and anything may happen in between.
 */
export function reading(then: Step): Step {
  const read: Step = (world, process) => {
    const order = ORDERS[process.order];
    if (!order) for (const part of 'G12') readPart(world, process, part);
    else readPart(world, process, order[process.reads] ?? '');
    process.reads = order ? process.reads + 1 : 3;
    if (process.reads < 3) return read;
    process.reads = 0;
    return then;
  };
  return read;
}

function readPart(world: World, process: Process, part: string): undefined {
  const rows = world.rows[process.action] ?? [];
  if (part === '2') process.item = world.work[process.action];
  else if (part === 'G') process.rows = process.reads === 0 ? rows.slice(0, 1) : [rows[0], ...process.rows.slice(1)];
  else process.rows = [process.rows[0], ...rows.slice(1)];
}

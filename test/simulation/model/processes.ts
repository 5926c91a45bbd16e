import type { Process, Step, World } from './state.ts';

function newProcess(world: World, what: string, action: number, skew: number, next: Step): Process {
  world.lastId++;
  return {
    ...{ id: world.lastId, what, skew, order: world.order, action, next, round: 0, person: 0, wants: 'approve' },
    ...{ seen: undefined, isTold: false, rows: [], reads: 0 },
    ...{
      item: undefined,
      change: undefined,
      content: 0,
      hash: 0,
      need: 1,
      trueNeed: 1,
      shown: { content: 0, hash: 0, round: 1 },
    },
    ...{ leaseUntil: 0, outcome: 'done', reason: 'changed', event: { claim: 0, positive: true } },
    ...{ allowedBits: 0, unblockedBits: 0, wasFree: false, roundsAtStart: 0, knewExecuted: false },
  };
}

/** Starts something beside everything that runs already. */
export function start(
  world: World,
  what: string,
  action: number,
  skew: number,
  next: Step,
  about: Partial<Process> = {},
): Process {
  const process = Object.assign(newProcess(world, what, action, skew, next), about);
  world.processes.push(process);
  return process;
}

export function startExecutor(world: World, action: number, round: number, skew: number, next: Step): Process {
  return start(world, 'executor', action, skew, next, { round });
}

/** Does one step of a process; a finished or dead one leaves. */
export function step(world: World, process: Process): undefined {
  const { next } = process;
  if (!next) return;
  world.story?.push(
    `    ${process.what} ${process.id}: ${next.name}${world.reply === 'fine' ? '' : ` (reply: ${world.reply})`}`,
  );
  process.next = next(world, process);
  if (!process.next) leave(world, process);
}

export function leave(world: World, process: Process): undefined {
  process.next = undefined;
  const at = world.processes.indexOf(process);
  if (at >= 0) world.processes.splice(at, 1);
}

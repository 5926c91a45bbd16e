import { leave, start, step } from './processes.ts';
import type { World } from './state.ts';
import { setHold } from './surroundings.ts';
import { sweepAllowed, sweepRow } from './sweep.ts';

const SWEEPS = 10;

/**
 * The end of a run: everything that was under way is dead, every stream record is thrown away, and only sweeps and the
 * executors that they start still work, without faults.
 */
export function drain(world: World): undefined {
  world.story?.push('everything stops; only sweeps work from here on');
  while (world.processes[0]) leave(world, world.processes[0]);
  setHold(world, false);
  world.reply = 'fine';
  world.outcome = 'done';
  world.order = 0;
  for (let sweep = 0; sweep < SWEEPS && hasWork(world) && !world.broken; sweep++) {
    world.now += 50;
    sweepAll(world);
  }
}

function hasWork(world: World): boolean {
  return world.work.some((item) => item?.due) || world.rows.some((rows) => rows.some((row) => row?.due));
}

function sweepAll(world: World): undefined {
  world.rows.forEach((rows, action) => {
    for (let round = 0; round < rows.length; round++) {
      if (rows[round]?.due) finish(world, () => start(world, 'sweep', action, 0, sweepRow, { round }));
    }
  });
  world.work.forEach((item, action) => {
    if (item?.due) finish(world, () => start(world, 'sweep', action, 0, sweepAllowed));
  });
}

function finish(world: World, begin: () => unknown): undefined {
  begin();
  for (let process = world.processes[0]; process && !world.broken; process = world.processes[0]) step(world, process);
}

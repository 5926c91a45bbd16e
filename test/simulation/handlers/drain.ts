import { CLOCK_MARGIN_MS, LEASE_MS } from '../../../shared/ledger/authority.ts';
import { deliverEvent } from './bus.ts';
import { checkDrained } from './drained.ts';
import { go } from './fates.ts';
import { execute } from './invocations.ts';
import { handOver, readStreams } from './pump.ts';
import { kill, start } from './scheduler.ts';
import type { World } from './state.ts';
import { loseStreams } from './stream-faults.ts';
import { setHold, takeBack } from './surroundings.ts';

const SWEEPS = 20;
/** Longer than any lease, with the margin of both clocks. */
const BETWEEN_MS = LEASE_MS + 2 * CLOCK_MARGIN_MS;

/**
 * The end of a run: no more faults. Either all that was under way is dead and the streams are lost, so that sweeps are
 * alone; or it all comes to its end, and the streams and the bus are emptied first.
 */
export async function drain(world: World, isSweepAlone: boolean): Promise<void> {
  world.story?.push(isSweepAlone ? 'everything dies; only sweeps work from here on' : 'the faults stop');
  await takeBack(world);
  await setHold(world, false);
  world.order = 0;
  if (isSweepAlone) {
    for (const process of [...world.processes]) kill(process);
    await loseStreams(world);
  } else await finishAll(world);
  for (let sweep = 0; sweep < SWEEPS && hasWork(world) && !world.broken; sweep++) {
    world.now = Math.max(world.now + BETWEEN_MS, earliest(world) + CLOCK_MARGIN_MS);
    const { handlers } = world.lab;
    await finish(world, await start(world, 'sweep', { about: 'all' }, () => handlers.sweep({})));
    await finishInvocations(world);
    await (isSweepAlone ? finishEvents(world) : finishStreams(world));
  }
  if (!world.broken) checkDrained(world);
}

const finish = (world: World, process: Parameters<typeof go>[1]) => go(world, process, 'none', -1);

function hasWork(world: World): boolean {
  return Number.isFinite(earliest(world));
}

/** When the sweep has something to look at next. */
function earliest(world: World): number {
  // What waits for people stays on the sweep's list, to be told of once more; everything else comes off it.
  const due = [...world.rows.values(), ...world.items.values()].filter(
    ({ dueAt, state }) => dueAt && state !== 'pending',
  );
  return Math.min(...due.map(({ dueAt }) => Date.parse(String(dueAt))));
}

async function finishAll(world: World): Promise<void> {
  for (let process = world.processes[0]; process && !world.broken; process = world.processes[0])
    await finish(world, process);
  await finishInvocations(world);
  await finishStreams(world);
}

async function finishInvocations(world: World): Promise<void> {
  for (let next = world.invocations.shift(); next && !world.broken; next = world.invocations.shift())
    await finish(world, await execute(world, next.executor, next.event, { outcome: 'done', skewMs: 0 }));
}

/** What the sweep says on the bus is heard; that the streams said before is lost. */
async function finishEvents(world: World): Promise<void> {
  for (let i = 0; i < MOST_BATCHES && !world.broken; i++) {
    const brought = await deliverEvent(world, 0, false, 0);
    if (!brought) return;
    await finish(world, brought);
  }
}

const MOST_BATCHES = 300;

async function finishStreams(world: World): Promise<void> {
  for (let i = 0; i < MOST_BATCHES && !world.broken; i++) {
    await readStreams(world, 25);
    const handed =
      (await handOver(world, 0, { isRepeated: false, skewMs: 0 })) ?? (await deliverEvent(world, 0, false, 0));
    if (!handed) return finishInvocations(world);
    await finish(world, handed);
  }
  world.broken ??= 'F7 the streams are never empty';
}

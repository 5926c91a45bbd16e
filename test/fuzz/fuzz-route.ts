import * as fc from 'fast-check';
import { eventOf } from './event-of.ts';
import { fillWorld } from './fill-world.ts';
import { type FuzzWorld, openFuzzWorld } from './fuzz-world.ts';
import type { Asked, Fuzzed } from './fuzzed.ts';
import { RECIPES } from './fuzzed-request.ts';
import { wrongItems } from './judge-tables.ts';
import { type Handler, loadHandler, type StackRoute } from './routes-of-stack.ts';
import { describe, inTurns, send } from './send.ts';
import type { Sketch, Targets } from './sketches/sketch.ts';
import { SKETCHES } from './valid-requests.ts';
import { watchLog } from './watched-log.ts';

/** Requests made from one seed; the next stretch has the next seed, and new actions to aim at. */
const STRETCH = 200;
/** Requests to one world: what many of them leave behind makes those slow that read all of it. */
const TO_ONE_WORLD = 1_000;
/** Of what is costly, three requests in a thousand are right. */
const ENOUGH_OF_COSTLY = 3_000;
const TABLES_SHOWN = 10;

type Fuzzing = { route: StackRoute; sketch: Sketch; world: FuzzWorld; log: ReturnType<typeof watchLog> };

/**
 * Sends so many requests to a route, through its real handler on a real database, in worlds that nothing else is sent to,
 * and looks at the tables of each. Stops where something was wrong.
 */
export async function fuzzRoute(route: StackRoute, { requests, seed }: Asked): Promise<Fuzzed> {
  const fuzzed: Fuzzed = { counts: new Map(), problems: [] };
  const sketch = SKETCHES[route.routeKey];
  if (!sketch) return { ...fuzzed, problems: ['this route is not fuzzed: describe it in test/fuzz/sketches'] };
  for (let from = 0; from < requests && fuzzed.problems.length === 0; from += TO_ONE_WORLD)
    await fuzzOneWorld(route, sketch, { from, until: Math.min(from + TO_ONE_WORLD, requests), seed }, fuzzed);
  const wasTaken = [...fuzzed.counts.keys()].some((key) => key.startsWith('2'));
  const isAskedEnough = sketch.manner !== 'costly' || requests >= ENOUGH_OF_COSTLY;
  const canBeTaken = sketch.taken.some((status) => status < 300) && isAskedEnough;
  if (fuzzed.problems.length === 0 && canBeTaken && !wasTaken)
    fuzzed.problems.push('no request was taken, so little of the route was reached');
  return fuzzed;
}

async function fuzzOneWorld(route: StackRoute, sketch: Sketch, asked: Stretches, fuzzed: Fuzzed): Promise<void> {
  const world = await openFuzzWorld();
  const log = watchLog();
  try {
    await fillWorld(world, asked.seed + asked.from);
    const handler = await loadHandler(route, world.environment);
    const before = await world.itemsOf('work');
    await fuzzStretches({ route, sketch, world, log }, handler, asked, fuzzed);
    const [work, ledger] = [await world.itemsOf('work'), await world.itemsOf('ledger')];
    const wrong = wrongItems(before, work, ledger, sketch.changes).slice(0, TABLES_SHOWN);
    fuzzed.problems.push(...wrong.map((problem) => `in the tables: ${problem}`));
  } finally {
    log.restore();
    await world.close();
  }
}

type Stretches = { from: number; until: number; seed: number };

async function fuzzStretches(
  { route, sketch, world, log }: Fuzzing,
  handler: Handler,
  { from, until, seed }: Stretches,
  { counts, problems }: Fuzzed,
): Promise<void> {
  const recipes = RECIPES[sketch.manner ?? (route.routeKey.startsWith('GET') ? 'read' : 'write')];
  let targets = await aim(world, sketch.aims);
  for (let first = from; first < until && problems.length === 0; first += STRETCH) {
    if (first > from && sketch.aims) targets = await aim(world, sketch.aims);
    const made = fc.sample(recipes, { seed: seed + first, numRuns: Math.min(STRETCH, until - first) });
    const requests = made.map((recipe) => eventOf(route, sketch.valid(targets, recipe.pick), recipe));
    await inTurns(requests, async (request, at) => {
      const { key, problem } = await send(handler, request, sketch);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (problem) problems.push(`request ${first + at} ${problem}\n  ${describe(request)}`);
    });
    await world.catchUp([...targets.waiting, ...targets.uncertain]);
    problems.push(...log.takeErrors().map((line) => `something was logged as an error: ${line}`));
  }
}

async function aim(world: FuzzWorld, aims: Sketch['aims'] = { waiting: 3, uncertain: 3 }): Promise<Targets> {
  const each = <T>(make: () => Promise<T>, length = 0) => Promise.all(Array.from({ length }, make));
  return { waiting: await each(world.waiting, aims.waiting), uncertain: await each(world.uncertain, aims.uncertain) };
}

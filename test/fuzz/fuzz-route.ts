import * as fc from 'fast-check';
import { eventOf, type FuzzedRequest } from './event-of.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import { RECIPES } from './fuzzed-request.ts';
import { wrongWith } from './judge-answer.ts';
import type { Handler, StackRoute } from './routes-of-stack.ts';
import { SKETCHES, type Sketch, type Targets } from './valid-requests.ts';
import type { watchLog } from './watched-log.ts';

/** Requests made from one seed; the next stretch has the next seed, and new actions to aim at. */
const STRETCH = 200;
const AT_ONCE = 16;
/** Far from what a request takes, and near to where API Gateway would give up. */
const MAX_MS = 20_000;

export type Fuzzed = { counts: Map<string, number>; problems: string[] };
type Fuzzing = { world: FuzzWorld; log: ReturnType<typeof watchLog>; requests: number; seed: number };

/** Sends so many requests to a route. Stops at the end of the stretch in which something was wrong. */
export async function fuzzRoute(route: StackRoute, handler: Handler, fuzzing: Fuzzing): Promise<Fuzzed> {
  const { world, log, requests, seed } = fuzzing;
  const sketch = SKETCHES[route.routeKey];
  if (!sketch)
    return { counts: new Map(), problems: ['this route is not fuzzed: describe it in test/fuzz/valid-requests.ts'] };
  const counts = new Map<string, number>();
  const problems: string[] = [];
  let targets = await aim(world, sketch.aims ?? 3);
  for (let from = 0; from < requests && problems.length === 0; from += STRETCH) {
    if (from > 0 && sketch.aims) targets = await aim(world, sketch.aims);
    const made = fc.sample(RECIPES[sketch.manner ?? (route.routeKey.startsWith('GET') ? 'read' : 'write')], {
      seed: seed + from,
      numRuns: Math.min(STRETCH, requests - from),
    });
    const fuzzed = made.map((recipe) => eventOf(route, sketch.valid(targets, recipe.pick), recipe));
    await inTurns(fuzzed, async (request, at) => {
      const { key, problem } = await send(handler, request, sketch);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (problem) problems.push(`request ${from + at} ${problem}\n  ${describe(request)}`);
    });
    await world.catchUp([...targets.waiting, ...targets.uncertain]);
    problems.push(...log.takeErrors().map((line) => `something was logged as an error: ${line}`));
  }
  const wasTaken = [...counts.keys()].some((key) => key.startsWith('2'));
  // What is costly is taken once in hundreds.
  const canBeTaken = sketch.taken.some((status) => status < 300) && (sketch.manner !== 'costly' || requests >= 1_000);
  if (problems.length === 0 && canBeTaken && !wasTaken)
    problems.push('no request was taken, so little of the route was reached');
  return { counts, problems };
}

async function aim(world: FuzzWorld, count: number): Promise<Targets> {
  const each = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));
  return { waiting: await each(world.waiting), uncertain: await each(world.uncertain) };
}

async function send(handler: Handler, request: FuzzedRequest, sketch: Sketch) {
  const late = Symbol('late');
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, MAX_MS, late);
  });
  try {
    const reply = await Promise.race([handler(request.event), waited]);
    if (reply === late) return { key: 'late', problem: `was not answered in ${MAX_MS} ms` };
    const { code } = reply.statusCode && reply.statusCode >= 400 ? JSON.parse(reply.body ?? '{}') : { code: '' };
    return { key: `${reply.statusCode} ${code}`.trim(), problem: wrongWith(reply, request, sketch) };
  } catch (error) {
    return { key: 'thrown', problem: `made the function throw: ${error instanceof Error ? error.stack : error}` };
  } finally {
    clearTimeout(timer);
  }
}

function describe({ event, must }: FuzzedRequest): string {
  const text = JSON.stringify({ must, ...event });
  return text.length > 2_000 ? `${text.slice(0, 2_000)}… (${text.length} characters)` : text;
}

/** A few at a time, in order. */
async function inTurns<T>(all: T[], run: (one: T, at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const turn = async () => {
    for (let at = next++; at < all.length; at = next++) await run(all[at] as T, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, turn));
}

import { beforeAll, describe, expect, it } from 'vitest';
import { fuzzRoutes, type RouteFuzz } from './fuzz-routes.ts';
import { LEFT_OUT, routesOfStack } from './routes-of-stack.ts';
import { SKETCHES } from './valid-requests.ts';

/** `.ci/run` sends three times as many. */
const REQUESTS = 100;
/** Half a minute on a machine that has nothing else to do. */
const BUSY_MS = 600_000;
/** A new one each time; the one of a failure is in its message. */
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const FUZZED = Object.keys(SKETCHES).filter((key) => !LEFT_OUT.includes(key));

describe(`every route is sent ${REQUESTS} requests, most of them spoilt (FUZZ_SEED=${seed})`, () => {
  let fuzzed: RouteFuzz[] = [];
  beforeAll(async () => {
    fuzzed = await fuzzRoutes({ requests: REQUESTS, seed });
  }, BUSY_MS);

  it.each(FUZZED)('%s takes what is right, refuses the rest, and leaves no half', (routeKey) => {
    const { problems, counts } = fuzzed.find((one) => one.routeKey === routeKey) ?? { problems: ['was not fuzzed'] };
    expect(problems, `npm run fuzz -- --requests ${REQUESTS} --seed ${seed}`).toEqual([]);
    expect([...(counts?.values() ?? [])].reduce((sum, times) => sum + times, 0)).toBe(REQUESTS);
  });

  it('which are all routes of the stack, and no other', () => {
    const routes = routesOfStack().map(({ routeKey }) => routeKey);
    expect(routes.toSorted()).toEqual(FUZZED.toSorted());
  });
});

import { describe, expect, it } from 'vitest';
import { fuzzInChild } from './fuzz-in-children.ts';
import { fuzzRoute } from './fuzz-route.ts';
import { LEFT_OUT, routesOfStack } from './routes-of-stack.ts';
import { SKETCHES } from './valid-requests.ts';

/** `.ci/run` sends many times as many. */
const REQUESTS = 100;
/** A new one each time; the one of a failure is in its message. */
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const ROUTES = routesOfStack();

describe(`every route is sent ${REQUESTS} requests, most of them spoilt (FUZZ_SEED=${seed})`, () => {
  it.each(ROUTES)('$routeKey takes what is right, refuses the rest, and leaves no half', async (route) => {
    const { problems, counts } = await fuzzRoute(route, { requests: REQUESTS, seed });
    const again = `npm run fuzz -- --requests ${REQUESTS} --seed ${seed} --only '${route.routeKey}'`;
    expect(problems, again).toEqual([]);
    expect([...counts.values()].reduce((sum, times) => sum + times, 0)).toBe(REQUESTS);
  });

  it('and no other is described', () => {
    const described = Object.keys(SKETCHES).filter((key) => !LEFT_OUT.includes(key));
    expect(described.toSorted()).toEqual(ROUTES.map(({ routeKey }) => routeKey).toSorted());
  });
});

describe('a process of the fuzz that dies', () => {
  it('is something wrong, not something that was not said', async () => {
    const { problems } = await fuzzInChild('GET /nothing', { requests: 1, seed });
    expect(problems).toEqual(['its process ended with 2 and said nothing']);
  });
});

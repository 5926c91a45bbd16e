import { APICallError, LoadAPIKeyError, RetryError } from 'ai';
import { describe, expect, it } from 'vitest';
import { pauseBeforeTry, troubleOf } from '../../functions/agent/why-not-thought.ts';

const answered = (statusCode: number | undefined, isRetryable: boolean) =>
  new APICallError({
    ...{ message: 'sk-canary is no key', url: 'https://model.example', requestBodyValues: {}, isRetryable },
    ...(statusCode === undefined ? {} : { statusCode }),
  });
const retried = (error: Error) => new RetryError({ message: 'canary', reason: 'maxRetriesExceeded', errors: [error] });

describe('a model that does not answer', () => {
  it.each([
    ['a wrong key', answered(401, false), /refuses its key \(401\)/, 3],
    ['a key without the right', answered(403, false), /refuses its key \(403\)/, 3],
    ['no such model', answered(404, false), /knows no such model/, 3],
    ['a request that it does not take', answered(400, false), /refuses what I send \(400\)/, 3],
    ['no key at all', new LoadAPIKeyError({ message: 'canary' }), /no secret of the name/, 3],
    ['too many requests', retried(answered(429, true)), /did not answer/, 40],
    ['a provider that is down', retried(answered(503, true)), /did not answer/, 40],
    ['no connection', answered(undefined, true), /did not answer/, 40],
    ['anything else', new TypeError('canary'), /did not answer/, 40],
  ])('for %s is tried so often, and says why in our words', (_, error, why, tries) => {
    const trouble = troubleOf(error);
    expect(trouble.why).toMatch(why);
    expect(trouble.why).not.toContain('canary');
    expect(trouble.tries).toBe(tries);
  });

  it('is tried again later and later, within a day in all', () => {
    const pauses = Array.from({ length: 39 }, (_, index) => pauseBeforeTry(index + 1) / 60_000);
    expect(pauses.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(pauses.reduce((sum, minutes) => sum + minutes, 0) / 60).toBeLessThan(24);
  });
});

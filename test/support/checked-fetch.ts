import { afterEach } from 'vitest';
import { answerChecker, type OpenApi } from './checked-answers.ts';

/**
 * Every answer that the API of a test's own stack gives to this process is held against the API's own description,
 * `GET /openapi.json`: whichever client of whichever test asked. One that does not fit fails the test.
 */
const apis = new Map<string, Promise<ReturnType<typeof answerChecker>>>();
const wrong: string[] = [];
let checked = 0;

/** From now on answers of this API are checked. */
export function checkAnswersOf(apiUrl: string): void {
  const description = plainFetch(`${apiUrl}/openapi.json`).then((response) => response.json() as Promise<OpenApi>);
  apis.set(new URL(apiUrl).origin, description.then(answerChecker));
}

/** How many were checked so far: a hook that checks nothing finds nothing wrong. */
export function answersChecked(): number {
  return checked;
}

const plainFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const response = await plainFetch(input, init);
  const url = new URL(input instanceof Request ? input.url : String(input));
  const checker = await apis.get(url.origin);
  if (!checker) return response;
  const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
  const text = await response.clone().text();
  const answer = { status: response.status, type: response.headers.get('content-type') ?? '', text };
  checked += 1;
  const problem = checker({ method, path: url.pathname }, answer);
  if (problem) wrong.push(problem);
  return response;
};

afterEach(() => {
  const found = wrong.splice(0);
  if (found.length > 0) throw new Error(`Answers that GET /openapi.json does not describe:\n${found.join('\n')}`);
});

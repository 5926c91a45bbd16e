import { expect, it } from 'vitest';
import { json } from '#shared/http.ts';
import type { Routes } from '#shared/routes/route.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import type { WorkTable } from '#shared/tables.ts';
import { anHttpEvent } from '../support/builders.ts';

const ROUTES = {
  'GET /things': { summary: 'Reads.', access: 'anyone', replies: { 200: 'text/plain' } },
  'POST /things': { summary: 'Adds.', access: 'anyone', replies: { 200: 'text/plain' } },
} satisfies Routes;

/** Nothing may be read before the method is looked at. */
const NO_TABLES = {} as WorkTable;
const handler = serveRoutes(NO_TABLES, ROUTES, {
  'GET /things': async () => json(200, 'read'),
  'POST /things': async () => json(200, 'added'),
});
const called = (method: string) =>
  handler(anHttpEvent({ routeKey: 'ANY /things', requestContext: { requestId: 'req-1', http: { method } } }));

it.each([
  ['GET', '"read"'],
  ['POST', '"added"'],
])('%s of a path that takes every method is served by its own route', async (method, body) => {
  expect(await called(method)).toMatchObject({ statusCode: 200, body });
});

it.each(['DELETE', 'PUT', 'HEAD', 'OPTIONS', 'toString'])('%s is refused, saying what is there', async (method) => {
  const { statusCode, headers, body } = await called(method);
  expect(statusCode).toBe(405);
  expect(headers).toMatchObject({ allow: 'GET, POST' });
  expect(JSON.parse(body ?? '')).toMatchObject({ code: 'METHOD_NOT_ALLOWED', allow: 'GET, POST' });
});

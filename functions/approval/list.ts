import * as z from 'zod';
import { readEnv } from '#shared/env.ts';
import { httpRoute, json, parseInput } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openWorkTable } from '#shared/tables.ts';
import { listEnv } from './list-env.ts';
import { listPending } from './list-pending.ts';

const tables = openWorkTable(readEnv(listEnv));

const Query = z.object({
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'Use a number from 1 to 100.')
    .default('25')
    .transform(Number),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\x21-\x7e]{1,100})?$/, 'Give `next` of the page before.')
    .default(''),
});

/** GET /approvals?limit=25&after=… */
export const handler = httpRoute(async (event) => {
  const by = caller(event);
  return json(200, await listPending(tables, by, parseInput(Query, event.queryStringParameters ?? {})));
});

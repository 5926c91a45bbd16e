import * as z from 'zod';
import { readEnv } from '#shared/env.ts';
import { httpRoute, json, parseInput } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openWorkTable } from '#shared/tables.ts';
import { listEnv } from './list-env.ts';
import { listPending } from './list-pending.ts';

const tables = openWorkTable(readEnv(listEnv));

const Query = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  /** `next` of the page before. */
  after: z.string().max(200).default(''),
});

/** GET /approvals?limit=25&after=… */
export const handler = httpRoute(async (event) => {
  const query = parseInput(Query, event.queryStringParameters ?? {});
  return json(200, await listPending(tables, caller(event), query));
});

import { readEnv } from '#shared/env.ts';
import { httpRoute, json, pathParam } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openTables } from '#shared/tables.ts';
import { readCard } from './read-card.ts';
import { readApprovalEnv } from './read-env.ts';

const tables = openTables(readEnv(readApprovalEnv));

/** GET /approvals/{actionId} */
export const handler = httpRoute(async (event) =>
  json(200, await readCard(tables, caller(event), pathParam(event, 'actionId'))),
);

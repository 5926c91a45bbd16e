import { readEnv } from '#shared/env.ts';
import { httpRoute, json } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { requireMember } from '#shared/people/person-table.ts';
import { openWorkTable } from '#shared/tables.ts';
import { bellEnv } from './bell-env.ts';
import { showBell } from './show-bell.ts';

const tables = openWorkTable(readEnv(bellEnv));

/** GET /notifications */
export const handler = httpRoute(async (event) => {
  const { personId } = await requireMember(tables, caller(event).personId);
  return json(200, await showBell(tables, personId));
});

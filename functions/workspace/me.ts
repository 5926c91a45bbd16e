import { readEnv } from '#shared/env.ts';
import { httpRoute, json } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { requireMember } from '#shared/people/person-table.ts';
import { openWorkTable } from '#shared/tables.ts';
import { meEnv } from './me-env.ts';

const tables = openWorkTable(readEnv(meEnv));

/** GET /me */
export const handler = httpRoute(async (event) => {
  const { personId, name, email, role, emailNotices } = await requireMember(tables, caller(event).personId);
  return json(200, { personId, name, email, role, emailNotices });
});

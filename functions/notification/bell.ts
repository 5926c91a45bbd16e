import { readEnv } from '#shared/env.ts';
import { httpRoute, json } from '#shared/http.ts';
import { readBell } from '#shared/notification/bell-table.ts';
import { caller } from '#shared/people/caller.ts';
import { requireMember } from '#shared/people/person-table.ts';
import { openWorkTable } from '#shared/tables.ts';
import { bellEnv } from './bell-env.ts';

const tables = openWorkTable(readEnv(bellEnv));
const SHOWN = 50;

/** GET /notifications: the newest 50, and how many of them still wait. */
export const handler = httpRoute(async (event) => {
  const { personId } = await requireMember(tables, caller(event).personId);
  const entries = await readBell(tables, personId, SHOWN);
  const items = entries.map(({ kind, personId: _, emailedAt, ...entry }) => entry);
  return json(200, { items, waiting: entries.filter(({ resolved }) => !resolved).length });
});

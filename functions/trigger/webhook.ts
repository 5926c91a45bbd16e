import { readEnv } from '#shared/env.ts';
import { httpRoute, json, pathParam } from '#shared/http.ts';
import { openWorkTable } from '#shared/tables.ts';
import { refusalNotes } from '#shared/trigger/refusal-table.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { webhookEnv } from './webhook-env.ts';

const now = () => new Date();
const tables = openWorkTable(readEnv(webhookEnv));
const deps = { tables, noteRefusal: refusalNotes(tables, now), now };

/** POST /hooks/{triggerId} */
export const handler = httpRoute(async (event) =>
  json(202, await receiveDelivery(deps, pathParam(event, 'triggerId'), event)),
);

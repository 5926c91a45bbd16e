import { readEnv } from '#shared/env.ts';
import { httpRoute, json, pathParam } from '#shared/http.ts';
import { openWorkTable } from '#shared/tables.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { webhookEnv } from './webhook-env.ts';

const deps = { tables: openWorkTable(readEnv(webhookEnv)), now: () => new Date() };

/** POST /hooks/{triggerId} */
export const handler = httpRoute(async (event) =>
  json(202, await receiveDelivery(deps, pathParam(event, 'triggerId'), event)),
);

import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { readEvent } from '#shared/events/events.ts';
import { readLocalHosts } from '#shared/outbound/local-hosts.ts';
import { lookupAll } from '#shared/outbound/resolve-public.ts';
import { openTables } from '#shared/tables.ts';
import { callBack } from './call-back.ts';
import { callbackEnv } from './callback-env.ts';

const env = readEnv(callbackEnv);
const deps = {
  tables: openTables(env),
  reach: { lookup: lookupAll, localHosts: readLocalHosts(env) },
  now: () => new Date(),
};

/** Events `approval.decided.v1` and `action.settled.v1`, of agents built elsewhere. */
export const handler = eventHandler(async (envelope: unknown): Promise<void> => {
  const event = readEvent(envelope);
  if (event.name === 'approval.decided.v1' && event.detail.verdict !== 'approve') {
    await callBack(deps, { pk: event.detail.actionId, round: event.detail.round });
  }
  if (event.name === 'action.settled.v1') await callBack(deps, { pk: event.detail.pk, round: event.detail.round });
});

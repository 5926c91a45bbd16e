import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { readEvent } from '#shared/events/events.ts';
import { openTables } from '#shared/tables.ts';
import { tellAgent } from './tell-agent.ts';
import { tellEnv } from './tell-env.ts';

const deps = { tables: openTables(readEnv(tellEnv)), now: () => new Date() };

/** Events `approval.decided.v1` and `action.settled.v1` */
export const handler = eventHandler(async (envelope: unknown): Promise<void> => {
  const event = readEvent(envelope);
  if (event.name === 'approval.decided.v1' && event.detail.verdict !== 'approve') {
    await tellAgent(deps, { pk: event.detail.actionId, round: event.detail.round });
  }
  if (event.name === 'action.settled.v1') await tellAgent(deps, { pk: event.detail.pk, round: event.detail.round });
});

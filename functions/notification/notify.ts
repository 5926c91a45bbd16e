import { SESv2Client } from '@aws-sdk/client-sesv2';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { readEvent } from '#shared/events/events.ts';
import { openTables } from '#shared/tables.ts';
import { notifyEnv } from './notify-env.ts';
import { notifyOwners, resolveEntries } from './notify-owners.ts';

const env = readEnv(notifyEnv);
const deps = { tables: openTables(env), ses: new SESv2Client({}), env, now: () => new Date() };

/** Events `approval.requested.v1` and `approval.decided.v1`. What happens in a chat is seen in the chat. */
export const handler = eventHandler(async (envelope: unknown): Promise<void> => {
  const { name, detail } = readEvent(envelope);
  if (!('origin' in detail) || detail.origin !== 'background') return;
  if (name === 'approval.requested.v1') await notifyOwners(deps, detail.actionId, detail.round);
  if (name === 'approval.decided.v1') await resolveEntries(deps, detail.actionId, detail.round);
});

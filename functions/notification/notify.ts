import { SESv2Client } from '@aws-sdk/client-sesv2';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openTables } from '#shared/tables.ts';
import { hear } from './hear.ts';
import { notifyEnv } from './notify-env.ts';

const env = readEnv(notifyEnv);
const deps = { tables: openTables(env), ses: new SESv2Client({}), env, now: () => new Date() };

/** Events of the bus about what waits and what was decided, and of SES about the emails that people got of it. */
export const handler = eventHandler(async (event: unknown): Promise<void> => hear(deps, event));

import { SmsInput } from '#shared/action/phone-content.ts';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openTables } from '#shared/tables.ts';
import { rowOrDryRun } from '../row-or-dry-run.ts';
import { openMessaging } from './messaging-client.ts';
import { ownCapability } from './own-capability.ts';
import { dryRunText, sendTextMessage } from './send-text-message.ts';
import { smsExecutorEnv } from './sms-env.ts';

const env = readEnv(smsExecutorEnv);
const sender = { messaging: openMessaging(), env };
const prepare = ownCapability('send_sms', SmsInput, sendTextMessage(sender));
const deps = { tables: openTables(env), now: () => new Date(), prepare };
const tryOut = { input: SmsInput, dryRun: dryRunText(sender) };

/** Invoked with the key of a ledger row, or with a text message to try without sending it. */
export const handler = eventHandler(async (event: unknown) => rowOrDryRun(event, deps, tryOut));

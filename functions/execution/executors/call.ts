import { CallInput } from '#shared/action/phone-content.ts';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openTables } from '#shared/tables.ts';
import { rowOrDryRun } from '../row-or-dry-run.ts';
import { callExecutorEnv } from './call-env.ts';
import { openMessaging } from './messaging-client.ts';
import { ownCapability } from './own-capability.ts';
import { dryRunVoice, sendVoiceMessage } from './send-voice-message.ts';

const env = readEnv(callExecutorEnv);
const sender = { messaging: openMessaging(), env };
const prepare = ownCapability('make_call', CallInput, sendVoiceMessage(sender));
const deps = { tables: openTables(env), now: () => new Date(), prepare };
const tryOut = { input: CallInput, dryRun: dryRunVoice(sender) };

/** Invoked with the key of a ledger row, or with a call to try without making it. */
export const handler = eventHandler(async (event: unknown) => rowOrDryRun(event, deps, tryOut));

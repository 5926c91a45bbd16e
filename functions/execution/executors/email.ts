import { SESv2Client } from '@aws-sdk/client-sesv2';
import { EmailInput } from '#shared/action/email-content.ts';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openFileStore } from '#shared/files/open-file-store.ts';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import { openTables } from '#shared/tables.ts';
import { executeAction } from '../execute-action.ts';
import { parseRowKey } from '../row-key.ts';
import { emailExecutorEnv } from './email-env.ts';
import { ownCapability } from './own-capability.ts';
import { sendEmail } from './send-email.ts';

const env = readEnv(emailExecutorEnv);
/** One try only: the SDK's own retry would send the email again when just the reply was lost. */
const ses = new SESv2Client({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: EFFECT_TIMEOUT_MS, throwOnRequestTimeout: true },
});
const deps = {
  tables: openTables(env),
  now: () => new Date(),
  systemSender: env.SYSTEM_SENDER,
  prepare: ownCapability('send_email', EmailInput, sendEmail({ ses, files: openFileStore(env), env })),
};

/** Invoked with the key of a ledger row. */
export const handler = eventHandler(async (event: unknown) => executeAction(deps, parseRowKey(event)));

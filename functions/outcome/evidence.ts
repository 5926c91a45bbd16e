import { readEnv } from '#shared/env.ts';
import { takeEvidence } from '#shared/ledger/take-evidence.ts';
import { openTables } from '#shared/tables.ts';
import { evidenceEnv } from './evidence-env.ts';
import { readEvidence } from './read-evidence.ts';
import { rememberSentMail } from './remember-sent-mail.ts';

const deps = { tables: openTables(readEnv(evidenceEnv)), now: () => new Date() };

/** Events of SES about emails of agents, and of End User Messaging about their texts and calls. */
export const handler = async (event: unknown): Promise<void> => {
  const read = readEvidence(event);
  if (!read) return;
  await takeEvidence(deps, read.key, read.said);
  await rememberSentMail(deps, read.key, read.said.evidence);
};

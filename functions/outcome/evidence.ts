import { readEnv } from '#shared/env.ts';
import { takeEvidence } from '#shared/ledger/take-evidence.ts';
import { openTables } from '#shared/tables.ts';
import { evidenceEnv } from './evidence-env.ts';
import { readSesEvidence } from './ses-evidence.ts';

const deps = { tables: openTables(readEnv(evidenceEnv)), now: () => new Date() };

/** Events of SES about emails of agents, from the account's default bus. */
export const handler = async (event: unknown): Promise<void> => {
  const read = readSesEvidence(event);
  if (read) await takeEvidence(deps, read.key, read.said);
};

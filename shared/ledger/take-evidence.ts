import { log } from '../log.ts';
import type { Tables } from '../tables.ts';
import { planEvidence, type Said } from './evidence.ts';
import type { LedgerRow, RowKey } from './ledger.ts';
import { readRow, type Written } from './ledger-table.ts';
import { projectAction } from './project.ts';
import { addEvidence, type EvidencedRow, resolveExecuted, resolveFailed } from './resolutions.ts';

/** Writes of others (executor, sweep, people) that one event may meet before it is left to come again. */
const MAX_TRIES = 5;

/**
 * L10: takes what a provider says later of one attempt, then shows it on the action. Any executor's events end here.
 * Throws when the row cannot be resolved by it yet, so that whoever brought the event brings it again, and an event
 * that never fits ends among the dead letters where somebody looks: it contradicts the ledger.
 */
export async function takeEvidence(
  { tables, now }: { tables: Tables; now: () => Date },
  key: RowKey,
  said: Said,
): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const row = await readRow(tables, key);
    const plan = planEvidence(row, said);
    if (plan === 'ignore') return;
    if (plan === 'later' || !row) break;
    const written = await write(tables, row as EvidencedRow, plan, said, now());
    if (!written.won) continue;
    const { actionId, round, state } = written.row;
    log.info('evidence taken', { actionId, round, state, claimId: said.claimId, code: said.evidence.kind });
    if (row.state === 'failed' && said.says !== 'not_sent')
      log.error('evidence contradicts a failed row', { actionId, round, claimId: said.claimId });
    return projectAction(tables, written.row, now());
  }
  throw new Error(`Evidence for ${key.pk}, round ${key.round}, claim ${said.claimId} does not fit its row yet`);
}

function write(
  tables: Tables,
  row: EvidencedRow & LedgerRow,
  plan: 'execute' | 'fail' | 'add',
  { evidence }: Said,
  now: Date,
): Promise<Written> {
  if (plan === 'execute') return resolveExecuted(tables, row, evidence, now);
  return plan === 'fail' ? resolveFailed(tables, row, evidence, now) : addEvidence(tables, row, evidence);
}

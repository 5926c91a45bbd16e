import { log } from '../log.ts';
import type { Tables } from '../tables.ts';
import { isEarlier, isPositive, planEvidence, type Said } from './evidence.ts';
import type { LedgerRow, RowKey } from './ledger.ts';
import { readRow, type Written } from './ledger-table.ts';
import { addEvidence, resolveExecuted, resolveFailed } from './resolutions.ts';

/** Writes of others (executor, sweep, people) that one event may meet before it is left to come again. */
const MAX_TRIES = 5;

/**
 * L10: takes what a provider says later of one attempt. Any executor's events end here.
 * Throws when the row cannot be resolved by it yet, so that whoever brought the event brings it again, and an event
 * that never fits ends among the dead letters where somebody looks: the ledger never knew of its attempt.
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
    const written = await write(tables, row, plan, said, now());
    if (!written.won) continue;
    const { actionId, round, state } = written.row;
    const fields = { actionId, round, state, claimId: said.claimId, code: said.evidence.kind };
    log.info('evidence taken', fields);
    const contradicted = whatItContradicts(row, said);
    if (contradicted) log.error(`evidence contradicts ${contradicted}`, fields);
    return;
  }
  throw new Error(`Evidence for ${key.pk}, round ${key.round}, claim ${said.claimId} does not fit its row yet`);
}

/** What was sent after all, or perhaps twice. Somebody has to look, and the classifier of errors has to learn. */
function whatItContradicts(row: LedgerRow, said: Said): string | undefined {
  if (!isPositive(said)) return undefined;
  if (row.state === 'failed') return 'a failed row';
  const wasRepeatable = 'maybeBegun' in row && row.maybeBegun;
  return isEarlier(row, said) && !wasRepeatable ? 'an attempt that was said not to have begun' : undefined;
}

function write(
  tables: Tables,
  row: LedgerRow,
  plan: 'execute' | 'fail' | 'add',
  said: Said,
  now: Date,
): Promise<Written> {
  const evidence = isEarlier(row, said) ? { ...said.evidence, claimId: said.claimId } : said.evidence;
  if (plan === 'execute') return resolveExecuted(tables, row, evidence, now);
  return plan === 'fail' ? resolveFailed(tables, row, evidence, now) : addEvidence(tables, row, evidence);
}

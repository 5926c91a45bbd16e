import type { Tables } from '../tables.ts';
import type { LedgerRow, UncertainRow } from './ledger.ts';
import { moveRow, type Written } from './ledger-table.ts';
import type { Evidence, Resolution } from './row-parts.ts';
import { executedBy } from './transitions.ts';

/** What later knowledge does to a row whose effect may have happened: evidence of the provider, or a person who looked. */

/**
 * L10 → executed: the provider says that an attempt of this row was sent. From claimed, uncertain or approved with
 * `maybeBegun`, by the row's last attempt; a claimed row too, since its executor may be dead, and the event does not come
 * twice. By an earlier attempt from any state but claimed: what was sent may not run again, though it was believed not to
 * have begun and is approved, asked again or withdrawn since. As seen: nobody may have claimed it meanwhile.
 */
export async function resolveExecuted(tables: Tables, row: LedgerRow, evidence: Evidence, now: Date): Promise<Written> {
  const { earlierClaims = [] } = row;
  // An attempt that was believed not to have begun left no claim on the row.
  const { claimId = evidence.claimId, attempt = earlierClaims.length } = row as { claimId?: string; attempt?: number };
  const executed = { ...executedBy(evidence, now), claimId, attempt };
  return moveRow(tables, row, asSeen(row), { ...executed, evidence: [...evidenceOf(row), evidence] });
}

/**
 * L10, claimed or uncertain → failed: the provider says that it did not send. The caller has made sure that no earlier
 * attempt of the row may have begun: of that one this event knows nothing.
 */
export async function resolveFailed(tables: Tables, row: LedgerRow, evidence: Evidence, now: Date): Promise<Written> {
  const outcome = { code: evidence.kind };
  return moveRow(tables, row, asSeen(row), {
    ...{ state: 'failed', outcome, settledAt: now.toISOString(), evidence: [...evidenceOf(row), evidence] },
  });
}

/** Evidence kept beside the state and changing nothing else: a bounce, a contradiction, an earlier attempt of a claimed row. */
export async function addEvidence(tables: Tables, row: LedgerRow, evidence: Evidence): Promise<Written> {
  return moveRow(tables, row, asSeen(row), { state: row.state, evidence: [...evidenceOf(row), evidence] });
}

function evidenceOf(row: LedgerRow): Evidence[] {
  return 'evidence' in row ? (row.evidence ?? []) : [];
}

function asSeen(row: LedgerRow) {
  const claim = 'claimId' in row && row.claimId !== undefined ? { claimId: row.claimId } : {};
  return { state: row.state, v: row.v, ...claim };
}

/**
 * L11, uncertain → executed or failed: a person looked and says what is so. As seen: evidence may have come between
 * their looking and their click, and what a provider knows must not be overwritten by what somebody believed before.
 */
export async function resolveByPerson(tables: Tables, row: UncertainRow, resolution: Resolution): Promise<Written> {
  const sent = resolution.said === 'sent';
  return moveRow(
    tables,
    row,
    { state: 'uncertain', v: row.v },
    {
      ...{ state: sent ? 'executed' : 'failed', resolution },
      outcome: { code: sent ? 'person_said_sent' : 'person_said_not_sent' },
    },
  );
}

import type { Tables } from '../tables.ts';
import type { LedgerRow, UncertainRow } from './ledger.ts';
import { moveRow, type Written } from './ledger-table.ts';
import type { Evidence, Resolution } from './row-parts.ts';

/** What later knowledge does to a row whose effect may have happened: evidence of the provider, or a person who looked. */

/** A row that evidence may speak of. */
export type EvidencedRow = LedgerRow & { claimId: string };

/**
 * L10, claimed, uncertain or approved with `maybeBegun` → executed: the provider says that this very attempt was sent.
 * The same claim, as seen: evidence for one attempt must not speak for another. A claimed row is resolved too, since its
 * executor may be dead, and the event does not come twice.
 */
export async function resolveExecuted(
  tables: Tables,
  row: EvidencedRow,
  evidence: Evidence,
  now: Date,
): Promise<Written> {
  const providerId = evidence.providerId ? { providerId: evidence.providerId } : {};
  return moveRow(tables, row, asSeen(row), {
    ...{ state: 'executed', outcome: { code: 'evidence', ...providerId }, settledAt: now.toISOString() },
    ...{ evidence: [evidence], notBefore: undefined },
  });
}

/**
 * L10, claimed or uncertain → failed: the provider says that it did not send. The caller has made sure that no earlier
 * attempt of the row may have begun: of that one this event knows nothing.
 */
export async function resolveFailed(
  tables: Tables,
  row: EvidencedRow,
  evidence: Evidence,
  now: Date,
): Promise<Written> {
  const outcome = { code: evidence.kind };
  return moveRow(tables, row, asSeen(row), {
    ...{ state: 'failed', outcome, settledAt: now.toISOString(), evidence: [evidence] },
  });
}

/** Evidence about a settled row, kept beside its state and changing nothing else: a bounce, a complaint, a contradiction. */
export async function addEvidence(tables: Tables, row: EvidencedRow, evidence: Evidence): Promise<Written> {
  const known = 'evidence' in row ? (row.evidence ?? []) : [];
  return moveRow(tables, row, asSeen(row), { state: row.state, evidence: [...known, evidence] });
}

function asSeen(row: EvidencedRow) {
  return { state: row.state, claimId: row.claimId, v: row.v };
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

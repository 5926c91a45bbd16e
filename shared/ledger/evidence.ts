import type { LedgerRow } from './ledger.ts';
import type { Evidence } from './row-parts.ts';

/** What a provider's event says about one attempt. */
export type Said = {
  claimId: string;
  evidence: Evidence;
  /**
   * - `sent`
   * - `after_sending`: it was sent, and something came of it that people should see, such as a bounce
   * - `not_sent`
   * - `unclear`: it did not arrive, and whether it left is not said; people should see that and it resolves nothing
   */
  says: 'sent' | 'after_sending' | 'not_sent' | 'unclear';
};

/**
 * - `execute`, `fail`: L10
 * - `add`: changes no state; people should see it beside the state
 * - `ignore`: nothing new, or nothing that this event can know
 * - `later`: the row is not in a state that this event fits; the event has to come again and must not be acknowledged
 */
export type EvidencePlan = 'execute' | 'fail' | 'add' | 'ignore' | 'later';

/**
 * What evidence does to a row. Pure. Positive evidence of any attempt of a row speaks for its approval: it was used.
 * Negative evidence speaks for the last attempt only, and never for an earlier one that may have begun. Silence resolves
 * nothing, ever.
 */
export function planEvidence(row: LedgerRow | undefined, said: Said): EvidencePlan {
  if (!row) return 'later';
  if (isEarlier(row, said)) return planEarlier(row, said);
  if (!('claimId' in row) || row.claimId !== said.claimId) return 'later';
  const { says } = said;
  if (row.state === 'executed' || row.state === 'failed') return planSettled(row, said);
  if (says === 'unclear') return planUnclear(row, said);
  if (says !== 'not_sent') return 'execute';
  // A claimed row with evidence was sent by an earlier attempt, and its last one ends as executed.
  const wasSent = row.state === 'claimed' && row.evidence !== undefined;
  return row.maybeBegun || wasSent ? 'ignore' : 'fail';
}

/** That it says the effect was done. */
export function isPositive({ says }: Said): boolean {
  return says === 'sent' || says === 'after_sending';
}

/** That it speaks of an attempt of this row that was not its last. */
export function isEarlier(row: LedgerRow, { claimId }: Said): boolean {
  return row.earlierClaims?.includes(claimId) ?? false;
}

type Settled = LedgerRow & { state: 'executed' | 'failed' };

function planSettled(row: Settled, said: Said): EvidencePlan {
  // Where the row was executed by an earlier attempt, that the last one was sent too is news.
  const isExpected = row.state === 'executed' && said.says === 'sent' && !row.evidence?.some(({ claimId }) => claimId);
  return isExpected || isKnown(row, said) ? 'ignore' : 'add';
}

function planUnclear(row: LedgerRow, said: Said): EvidencePlan {
  if (row.state === 'claimed') return 'later';
  return row.state === 'uncertain' && !isKnown(row, said) ? 'add' : 'ignore';
}

/**
 * A claimed row stays claimed: its executor may be about to send, and what comes of that has to be recorded. The
 * evidence waits on the row, and decides how the claim ends.
 */
function planEarlier(row: LedgerRow, said: Said): EvidencePlan {
  if (!isPositive(said) || isKnown(row, said)) return 'ignore';
  return row.state === 'claimed' || row.state === 'executed' || row.state === 'failed' ? 'add' : 'execute';
}

function isKnown(row: LedgerRow, said: Said): boolean {
  const known = 'evidence' in row ? (row.evidence ?? []) : [];
  const of = isEarlier(row, said) ? said.claimId : undefined;
  return known.some(({ kind, claimId }) => kind === said.evidence.kind && claimId === of);
}

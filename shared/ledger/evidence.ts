import type { LedgerRow } from './ledger.ts';
import type { Evidence } from './row-parts.ts';

/** What a provider's event says about one attempt. */
export type Said = {
  claimId: string;
  evidence: Evidence;
  /** `after_sending`: it was sent, and something came of it that people should see, such as a bounce. */
  says: 'sent' | 'after_sending' | 'not_sent';
};

/**
 * - `execute`, `fail`: L10
 * - `add`: settled already; people should see it beside the state
 * - `ignore`: nothing new, or nothing that this event can know
 * - `later`: the row is not in a state that this event fits; the event has to come again and must not be acknowledged
 */
export type EvidencePlan = 'execute' | 'fail' | 'add' | 'ignore' | 'later';

/**
 * What evidence does to a row. Pure. Only for the very claim that it speaks of. Positive evidence always resolves;
 * negative evidence never speaks for an earlier attempt that may have begun. Silence resolves nothing, ever.
 */
export function planEvidence(row: LedgerRow | undefined, { claimId, evidence, says }: Said): EvidencePlan {
  if (!row || !('claimId' in row) || row.claimId !== claimId) return 'later';
  if (row.state === 'executed' || row.state === 'failed') {
    const isKnown = row.evidence?.some(({ kind }) => kind === evidence.kind);
    const isExpected = row.state === 'executed' && says === 'sent';
    return isKnown || isExpected ? 'ignore' : 'add';
  }
  if (says !== 'not_sent') return 'execute';
  return row.maybeBegun ? 'ignore' : 'fail';
}

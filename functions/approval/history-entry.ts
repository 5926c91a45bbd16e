import type { LedgerRow } from '#shared/ledger/ledger.ts';
import type { Evidence } from '#shared/ledger/row-parts.ts';

/** One ledger row as people are shown it. */
export type HistoryEntry = {
  /** 0 for what the guardrail allowed. `round` and `v` go back with "I checked". */
  round: number;
  v: number;
  verdict: string;
  state: string;
  decidedAt: string;
  decidedBy?: string;
  note?: string;
  /** Sent again, by a decision of its own. */
  again?: true;
  second?: { decidedBy: string; decidedAt: string };
  stopped?: { verdict: string; decidedBy: string; decidedAt: string };
  outcome?: string;
  providerId?: string;
  resolution?: { said: string; by: string; at: string };
  /** What the provider told later, e.g. `Bounce`; of an earlier attempt than the last one, where it says so. */
  evidence?: { kind: string; at: string; earlierAttempt?: true }[];
};

export function toHistoryEntry(row: LedgerRow): HistoryEntry {
  const { round, v, verdict, state, decidedAt } = row;
  return { round, v, verdict, state, decidedAt, ...peopleOf(row), ...outcomeOf(row) };
}

function peopleOf(row: LedgerRow): Partial<HistoryEntry> {
  const stopped = 'stopped' in row && row.stopped ? { stopped: shown(row.stopped) } : {};
  if (row.verdict === 'allow') return stopped;
  return {
    decidedBy: row.decidedByName,
    ...(row.note ? { note: row.note } : {}),
    ...('again' in row && row.again ? { again: true } : {}),
    ...('second' in row && row.second ? { second: shown(row.second) } : {}),
    ...stopped,
  };
}

function shown<T extends { decidedByName: string; decidedAt: string; verdict?: string }>(who: T) {
  return { decidedBy: who.decidedByName, decidedAt: who.decidedAt, verdict: who.verdict ?? 'approve' };
}

function outcomeOf(row: LedgerRow): Partial<HistoryEntry> {
  if (!('outcome' in row)) return {};
  const { code, providerId } = row.outcome;
  return { outcome: code, ...(providerId ? { providerId } : {}), ...('settledAt' in row ? lookedAt(row) : {}) };
}

function lookedAt({ resolution, evidence }: Extract<LedgerRow, { settledAt: string }>): Partial<HistoryEntry> {
  return {
    ...(resolution ? { resolution: { said: resolution.said, by: resolution.byName, at: resolution.at } } : {}),
    ...(evidence ? { evidence: evidence.map(shownEvidence) } : {}),
  };
}

function shownEvidence({ kind, at, claimId }: Evidence) {
  return { kind, at, ...(claimId ? { earlierAttempt: true as const } : {}) };
}

import type { LedgerRow } from '#shared/ledger/ledger.ts';
import type { Evidence } from '#shared/ledger/row-parts.ts';
import type { HistoryEntry } from '#shared/routes/approval-replies.ts';

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

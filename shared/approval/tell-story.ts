import type { Action } from '../action/action.ts';
import { LEASE_MS } from '../ledger/authority.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import type { Notified } from '../notification/bell.ts';
import type { AuditEntry } from './audit.ts';
import { HASTY_MS, type HowDecided } from './how-decided.ts';

type Told = Pick<Notified, 'since' | 'personIds'> & { round: number };
type Decider = Record<'decidedBy' | 'decidedByName' | 'decidedAt' | 'signedInAt', string> & {
  how?: HowDecided | undefined;
};

/** The story of an action, in order: from its items, so that nothing has to be written for it. Pure. */
export function tellStory(action: Action, rows: readonly LedgerRow[], told: readonly Told[]): AuditEntry[] {
  const entries = [...beginning(action), ...told.map(toldEntry), ...edit(action), ...rows.flatMap(chapter)];
  return entries.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

function beginning({
  createdAt: at,
  agentName,
  agentId,
  capability,
  runId,
  conversationId,
  judgement,
  origin,
}: Action) {
  const { verdict, rule } = judgement;
  return [
    {
      ...{ at, what: 'requested' as const, says: `${agentName} asked for ${capability} (${origin}).` },
      details: { agentId, capability, runId, conversationId },
    },
    {
      at,
      what: 'judged' as const,
      says: `The guardrail said ${verdict}, by the rule ${rule}.`,
      details: { verdict, rule },
    },
  ];
}

function toldEntry({ round, since, personIds }: Told): AuditEntry {
  return {
    at: since,
    what: 'told',
    round,
    says: personIds.length === 1 ? 'One person was told of it.' : `${personIds.length} people were told of it.`,
    details: { personIds },
  };
}

function edit({ edited, hash, proposed }: Action): AuditEntry[] {
  if (!edited) return [];
  const by = { personId: edited.by, name: edited.byName };
  const says = `${edited.byName} changed what would be done.`;
  return [{ at: edited.at, what: 'edited', says, by, details: { hash, keepsProposed: proposed !== undefined } }];
}

function chapter(row: LedgerRow): AuditEntry[] {
  const { round } = row;
  return [...decisions(row), ...execution(row)].map((entry) => ({ ...entry, round }));
}

function decisions(row: LedgerRow): AuditEntry[] {
  const { hash } = row;
  const stopped =
    'stopped' in row && row.stopped
      ? [decided('ended', row.stopped, `${verb(row.stopped.verdict)} it`, { hash, note: row.stopped.note })]
      : [];
  if (row.verdict === 'allow') {
    const says = 'It was allowed without asking; its execution begins.';
    return [{ at: row.decidedAt, what: 'allowed', says, details: { hash } }, ...stopped];
  }
  const how = 'again' in row && row.again ? 'approved it once more' : `${verb(row.verdict)} it`;
  const second = 'second' in row && row.second ? [decided('agreed', row.second, 'agreed too', { hash })] : [];
  return [decided('decided', row, how, { hash, note: row.note }), ...second, ...stopped];
}

function decided(
  what: 'decided' | 'agreed' | 'ended',
  { decidedBy, decidedByName, decidedAt, signedInAt, how }: Decider,
  did: string,
  details: { hash: string; note?: string | undefined },
): AuditEntry {
  const isHasty = how?.openMs !== undefined && how.openMs < HASTY_MS;
  const haste = isHasty ? ', less than 2 seconds after opening it' : '';
  return {
    ...{
      at: decidedAt,
      what,
      says: `${decidedByName} ${did}${haste}.`,
      by: { personId: decidedBy, name: decidedByName },
    },
    details: { ...details, signedInAt, ...how, ...(isHasty ? { hasty: true } : {}) },
  };
}

function verb(verdict: 'approve' | 'reject' | 'withdraw'): string {
  return { approve: 'approved', reject: 'rejected', withdraw: 'withdrew' }[verdict];
}

const ENDS = { executed: 'It was done.', failed: 'It was not done.', uncertain: 'Nobody knows whether it was done.' };

function execution(row: LedgerRow): AuditEntry[] {
  const entries: AuditEntry[] = [];
  if ('claimId' in row && row.claimId && 'leaseUntil' in row && row.leaseUntil) {
    const at = new Date(Date.parse(row.leaseUntil) - LEASE_MS).toISOString();
    const attempt = 'attempt' in row ? row.attempt : undefined;
    entries.push({ at, what: 'claimed', says: 'An executor took it.', details: { claimId: row.claimId, attempt } });
  }
  if ('settledAt' in row) {
    const { state, outcome, settledAt: at, evidence = [], resolution } = row;
    entries.push({ at, what: state, says: ENDS[state], details: { ...outcome } });
    entries.push(
      ...evidence.map(({ at, kind, providerId }) => ({
        ...{ at, what: 'evidence' as const, says: `The provider said ${kind}.`, details: { kind, providerId } },
      })),
    );
    if (resolution) {
      const says = `${resolution.byName} looked, and says that it was ${resolution.said === 'sent' ? 'done' : 'not done'}.`;
      const by = { personId: resolution.by, name: resolution.byName };
      entries.push({ at: resolution.at, what: 'resolved', says, by });
    }
  } else if (row.state === 'lapsed' || row.state === 'declined') {
    const at = 'lapsesAt' in row && row.lapsesAt ? row.lapsesAt : row.decidedAt;
    entries.push({
      at,
      what: 'lapsed',
      says: `It waits for people again: ${row.outcome.code}.`,
      details: { ...row.outcome },
    });
  }
  return entries;
}

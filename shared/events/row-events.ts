import type { Action } from '../action/action.ts';
import { fold } from '../ledger/fold.ts';
import { isSettled, type LedgerRow } from '../ledger/ledger.ts';
import type { BusEvent } from './events.ts';

/** What a change of a ledger row means to others. Pure. Without `was`, all that the row means as it stands. */
export function rowEvents(was: LedgerRow | undefined, row: LedgerRow): BusEvent[] {
  const verdict = decidedNow(was, row);
  const events: BusEvent[] = verdict ? [{ name: 'approval.decided.v1', detail: { ...aboutOf(row), verdict } }] : [];
  const state = fold([row])?.state;
  // A lapsed approval goes back to people and has no end yet. A declined one has: nothing runs on that row any more.
  const ended = isSettled(row) && row.state !== 'lapsed' && verdict !== 'reject' && verdict !== 'withdraw';
  if (ended && state) events.push({ name: 'action.settled.v1', detail: { ...aboutOf(row), pk: row.pk, state } });
  return events;
}

/** What people decided by this change: nothing by a first yes of two, nor by what ends an approval later. */
function decidedNow(was: LedgerRow | undefined, row: LedgerRow): 'approve' | 'reject' | 'withdraw' | undefined {
  if (row.state === 'half' || row.verdict === 'allow') return undefined;
  if (!was) return row.verdict;
  if (was.state !== 'half') return undefined;
  return row.state === 'approved' ? 'approve' : row.stopped?.verdict;
}

export function aboutOf({ actionId, agentId, conversationId, origin, round }: Action | LedgerRow) {
  return { actionId, agentId, conversationId, origin, round };
}

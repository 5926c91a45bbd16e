import * as z from 'zod';
import { Action } from '#shared/action/action.ts';
import { Message } from '#shared/agent/conversation.ts';
import type { BusEvent } from '#shared/events/events.ts';
import { fold } from '#shared/ledger/fold.ts';
import { isSettled, LedgerRow } from '#shared/ledger/ledger.ts';
import type { Change } from '#shared/streams/stream-records.ts';

export type Consequences = {
  events: BusEvent[];
  /** The action whose list entry may be behind the ledger. */
  repair?: { actionId: string; agentId: string };
};

const NOTHING: Consequences = { events: [] };
const Kind = z.object({ kind: z.string() });

/** What a change of an item means to the rest of the system. Pure; an item that cannot be read throws. */
export function eventsOf({ before, after }: Change): Consequences {
  if (!after) return NOTHING;
  const kind = Kind.safeParse(after).data?.kind;
  if (kind === 'action') return ofAction(before, Action.parse(after));
  if (kind === 'message') return before ? NOTHING : ofMessage(Message.parse(after));
  // Other items of *work* mean nothing here; rows of *ledger* have no kind.
  return kind ? NOTHING : ofRow(before, LedgerRow.parse(after));
}

function ofAction(before: unknown, action: Action): Consequences {
  const was = Action.safeParse(before).data;
  const asked = action.state === 'pending' && (was?.state !== 'pending' || was.round !== action.round);
  return asked ? { events: [{ name: 'approval.requested.v1', detail: about(action) }] } : NOTHING;
}

function ofMessage({ direction, conversationId, agentId }: Message): Consequences {
  if (direction !== 'in') return NOTHING;
  return { events: [{ name: 'agent.triggered.v1', detail: { conversationId, agentId } }] };
}

function ofRow(before: unknown, row: LedgerRow): Consequences {
  const was = LedgerRow.safeParse(before).data;
  // A close takes the due key away and changes nothing else.
  if (was?.v === row.v) return NOTHING;
  const verdict = decidedNow(was, row);
  const events: BusEvent[] = verdict ? [{ name: 'approval.decided.v1', detail: { ...about(row), verdict } }] : [];
  const state = fold([row])?.state;
  const ended = isSettled(row) && state !== 'pending' && verdict !== 'reject' && verdict !== 'withdraw';
  if (ended && state) events.push({ name: 'action.settled.v1', detail: { ...about(row), pk: row.pk, state } });
  return { events, repair: { actionId: row.actionId, agentId: row.agentId } };
}

/** What people decided by this change: nothing by a first yes of two, nor by what ends an approval later. */
function decidedNow(was: LedgerRow | undefined, row: LedgerRow): 'approve' | 'reject' | 'withdraw' | undefined {
  if (row.state === 'half' || row.verdict === 'allow') return undefined;
  if (!was) return row.verdict;
  if (was.state !== 'half') return undefined;
  return row.state === 'approved' ? 'approve' : row.stopped?.verdict;
}

function about({ actionId, agentId, conversationId, origin, round }: Action | LedgerRow) {
  return { actionId, agentId, conversationId, origin, round };
}

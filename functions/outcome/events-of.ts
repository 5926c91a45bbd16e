import * as z from 'zod';
import { Action } from '#shared/action/action.ts';
import { Message } from '#shared/agent/conversation.ts';
import type { BusEvent } from '#shared/events/events.ts';
import { aboutOf, rowEvents } from '#shared/events/row-events.ts';
import { LedgerRow } from '#shared/ledger/ledger.ts';
import type { RowChange } from '#shared/ledger/project.ts';
import type { Change } from '#shared/streams/stream-records.ts';

export type Consequences = {
  events: BusEvent[];
  /** The ledger row that changed, to be shown on its action. */
  shows?: RowChange;
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
  return asked ? { events: [{ name: 'approval.requested.v1', detail: aboutOf(action) }] } : NOTHING;
}

function ofMessage({ direction, conversationId, agentId }: Message): Consequences {
  if (direction !== 'in') return NOTHING;
  return { events: [{ name: 'agent.triggered.v1', detail: { conversationId, agentId } }] };
}

function ofRow(before: unknown, row: LedgerRow): Consequences {
  const was = LedgerRow.safeParse(before).data;
  // A close takes the due key away, and one who was not told yet puts it off; neither changes anything else.
  if (was?.v === row.v) return NOTHING;
  return { events: rowEvents(was, row), shows: { isNew: !before, before: was, after: row } };
}

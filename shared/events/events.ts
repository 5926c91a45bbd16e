import * as z from 'zod';
import { ActionState, Origin } from '../action/action.ts';

/** What goes over the bus: ids and states. Who needs content reads it, with rights of their own. */
const about = z.object({
  actionId: z.string(),
  agentId: z.string(),
  conversationId: z.string(),
  origin: Origin,
  round: z.number().int(),
});

export const EVENTS = {
  /** A message came in that the agent has to answer. */
  'agent.triggered.v1': z.object({ conversationId: z.string(), agentId: z.string() }),
  /** An action waits for people, for the first time or again. */
  'approval.requested.v1': about,
  /** It waits for longer than the workspace lets it without a reminder. */
  'approval.waits.v1': about,
  /** An email to a person became due that waited for the end of their five minutes. */
  'notices.due.v1': z.object({ personId: z.string() }),
  /** A person may decide less than before, or was removed: what waits with them is brought to whoever is left. */
  'rights.lost.v1': z.object({ personId: z.string() }),
  /** People approved (both, where two must agree), rejected or withdrew. */
  'approval.decided.v1': about.extend({ verdict: z.enum(['approve', 'reject', 'withdraw']) }),
  /** Execution ended, well or not. `pk` and `round` name the ledger row. */
  'action.settled.v1': about.extend({ pk: z.string(), state: ActionState }),
} as const;

export type EventName = keyof typeof EVENTS;
type EventDetail<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;
export type BusEvent = { [Name in EventName]: { name: Name; detail: EventDetail<Name> } }[EventName];

export const EVENT_SOURCE = 'countersign';

const Envelope = z.object({ 'detail-type': z.string(), detail: z.unknown() });

/** Reads an event as it arrives from the bus; throws on one that this code does not know. */
export function readEvent(envelope: unknown): BusEvent {
  const { 'detail-type': name, detail } = Envelope.parse(envelope);
  if (!Object.hasOwn(EVENTS, name)) throw new Error(`Unknown event ${name}`);
  return { name, detail: EVENTS[name as EventName].parse(detail) } as BusEvent;
}

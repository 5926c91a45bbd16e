import type { Said } from '#shared/ledger/evidence.ts';

/** An event that says nothing yet of whether it was done: it is on its way. */
type Says = Said['says'] | 'nothing';

/**
 * What each event of AWS End User Messaging says of a text or a call. Only what the carrier took, or what rang, was sent
 * for sure; only what the service itself stopped was not.
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
 */
export const PHONE_EVENTS = {
  /** Accepted by the carrier; in some countries the two are used for one another. */
  TEXT_SUCCESSFUL: 'sent',
  TEXT_DELIVERED: 'sent',
  TEXT_QUEUED: 'nothing',
  TEXT_PENDING: 'nothing',
  /** Known to the API, and described nowhere. */
  TEXT_SENT: 'nothing',
  /** The carrier or the phone had it, and did not take it. */
  TEXT_BLOCKED: 'after_sending',
  TEXT_CARRIER_BLOCKED: 'after_sending',
  TEXT_SPAM: 'after_sending',
  TEXT_UNREACHABLE: 'after_sending',
  /** Never left the service. */
  TEXT_INVALID: 'not_sent',
  TEXT_INVALID_MESSAGE: 'not_sent',
  TEXT_PROTECT_BLOCKED: 'not_sent',
  /** Did not arrive in time, or nobody knows: the carrier may have had it. */
  TEXT_CARRIER_UNREACHABLE: 'unclear',
  TEXT_TTL_EXPIRED: 'unclear',
  TEXT_UNKNOWN: 'unclear',
  VOICE_INITIATED: 'nothing',
  /** The call was placed. */
  VOICE_RINGING: 'sent',
  VOICE_ANSWERED: 'sent',
  VOICE_COMPLETED: 'sent',
  VOICE_BUSY: 'after_sending',
  VOICE_NO_ANSWER: 'after_sending',
  /** Whether it rang before is not said. */
  VOICE_FAILED: 'unclear',
  VOICE_TTL_EXPIRED: 'unclear',
} as const satisfies Record<string, Says>;

type PhoneEventType = keyof typeof PHONE_EVENTS;

/** The types that say something, which the configuration set is asked for. */
export const TELLING_PHONE_EVENTS = Object.keys(PHONE_EVENTS).filter((type) => phoneEventSays(type));

/** What an event says of its attempt; undefined when it says nothing, as one does that is not known here. */
export function phoneEventSays(eventType: string): Said['says'] | undefined {
  const says = Object.hasOwn(PHONE_EVENTS, eventType) ? PHONE_EVENTS[eventType as PhoneEventType] : 'nothing';
  return says === 'nothing' ? undefined : says;
}

import { randomUUID } from 'node:crypto';
import { type Kept, type Outbox, openOutbox } from '../outbox.ts';

/** What was given to End User Messaging to send; every string is exactly the sender's. */
export type PhoneMessage = {
  kind: 'text' | 'call';
  to: string;
  /** Origination identity. */
  from: string;
  text: string;
  voiceId?: string | undefined;
  configurationSet?: string | undefined;
  /** Seconds. */
  timeToLive?: number | undefined;
  /** US dollars: a text's price, or a call's a minute. */
  maxPrice?: string | undefined;
  context: Record<string, string>;
  /** Nothing is heard of it but what a person provokes. */
  isSilent?: true;
};

export const PHONE_ANSWERS = [
  'accept-then-hang',
  'accept-then-server-error',
  'accept-then-silence',
  'opted-out',
  'spend-limit',
  'throttle',
  'server-error',
] as const;

/** How one request is answered instead of being accepted: what a network and a busy service do to a sender. */
export type PhoneAnswer = (typeof PHONE_ANSWERS)[number];

export type KeptPhoneMessage = Kept<PhoneMessage>;
export type PhoneStore = Outbox<PhoneMessage, PhoneAnswer>;

/** Every text and call that was sent. */
export async function openPhone(
  directory: string,
  onAccepted?: (message: KeptPhoneMessage) => void,
): Promise<PhoneStore> {
  return openOutbox<PhoneMessage, PhoneAnswer>(directory, randomUUID, onAccepted);
}

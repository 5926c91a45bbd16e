import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Resource } from '../contract.ts';
import type { DeliveryEvents } from '../outbox.ts';
import type { Topics } from '../sns/topics.ts';
import type { KeptPhoneMessage } from './phone.ts';

const ConfigurationSet = z.object({
  ConfigurationSetName: z.string().optional(),
  EventDestinations: z
    .array(
      z.object({
        Enabled: z.boolean(),
        MatchingEventTypes: z.array(z.string()),
        SnsDestination: z.object({ TopicArn: z.string() }),
      }),
    )
    .default([]),
});

/** What becomes of every message here, in order, unless a person wants it otherwise. */
const COURSE = {
  text: ['TEXT_SUCCESSFUL', 'TEXT_DELIVERED'],
  call: ['VOICE_INITIATED', 'VOICE_RINGING', 'VOICE_ANSWERED', 'VOICE_COMPLETED'],
} as const;

/** What a person can have become of a message. */
export const PROVOCABLE = {
  text: [
    ...['TEXT_DELIVERED', 'TEXT_SUCCESSFUL', 'TEXT_CARRIER_BLOCKED', 'TEXT_BLOCKED', 'TEXT_SPAM', 'TEXT_UNREACHABLE'],
    ...['TEXT_INVALID', 'TEXT_INVALID_MESSAGE', 'TEXT_PROTECT_BLOCKED', 'TEXT_TTL_EXPIRED', 'TEXT_UNKNOWN'],
    'TEXT_CARRIER_UNREACHABLE',
  ],
  call: [
    ...['VOICE_ANSWERED', 'VOICE_COMPLETED', 'VOICE_RINGING', 'VOICE_NO_ANSWER', 'VOICE_BUSY', 'VOICE_FAILED'],
    'VOICE_TTL_EXPIRED',
  ],
} as const satisfies Record<KeptPhoneMessage['kind'], string[]>;

/** A carrier answers after the service has: an executor has mostly recorded what it was told by then. */
const CARRIER_TAKES_MS = 300;

export type Carrier = DeliveryEvents<KeptPhoneMessage>;

/** Publishes the events of messages, as the event destinations of their configuration set ask for them. */
export function openCarrier(resources: readonly Resource[], { publish }: Topics, log: (line: string) => void): Carrier {
  const destinations = new Map(resources.filter(isConfigurationSet).map(readDestinations));
  const provoke: Carrier['provoke'] = async (message, eventType) => {
    const name = message.configurationSet ?? '';
    const own = destinations.get(name) ?? [];
    const sourceArn = `arn:aws:sms-voice:${LOCAL_REGION}:${LOCAL_ACCOUNT}:configuration-set/${name}`;
    const wanting = own.filter((one) => one.Enabled && isWanted(one.MatchingEventTypes, eventType));
    const event = toEvent(message, eventType);
    for (const { SnsDestination } of wanting)
      await publish(SnsDestination.TopicArn, event, { principal: 'sms-voice.amazonaws.com', sourceArn });
  };
  return {
    provoke,
    announce(message) {
      if (message.isSilent) return;
      run(message).catch((error) => log(`Events of ${message.messageId} were lost: ${error}`));
    },
  };

  async function run(message: KeptPhoneMessage): Promise<void> {
    await setTimeout(CARRIER_TAKES_MS, undefined, { ref: false });
    for (const eventType of COURSE[message.kind]) await provoke(message, eventType);
  }
}

function isConfigurationSet({ type }: Resource): boolean {
  return type === 'AWS::SMSVOICE::ConfigurationSet';
}

function readDestinations({ id, properties }: Resource) {
  const { ConfigurationSetName = id, EventDestinations } = ConfigurationSet.parse(properties);
  return [ConfigurationSetName, EventDestinations] as const;
}

function isWanted(types: string[], eventType: string): boolean {
  return types.some((type) => type === eventType || type === 'ALL' || type === `${eventType.split('_')[0]}_ALL`);
}

/** @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html */
function toEvent(message: KeptPhoneMessage, eventType: string) {
  const { messageId, from, to, sentAt, context } = message;
  const isFinal = !/_(INITIATED|RINGING|ANSWERED)$/.test(eventType);
  return {
    ...{ eventType, eventVersion: '1.0', eventTimestamp: Date.now(), isFinal },
    ...{ originationPhoneNumber: from, destinationPhoneNumber: to, messageId },
    ...{ messageRequestTimestamp: Date.parse(sentAt), messageStatus: eventType.replace(/^[A-Z]+_/, ''), context },
  };
}

import * as z from 'zod';
import type { Resource } from '../contract.ts';
import type { Bus } from '../events/bus.ts';
import { busNameOf } from '../events/rules.ts';
import type { DeliveryEvents } from '../outbox.ts';
import type { KeptMail } from './mailbox.ts';
import { type SesEventType, toSesEvent } from './ses-event.ts';

const Destination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }),
  }),
});

export type MailEvents = DeliveryEvents<KeptMail, SesEventType>;

/** What becomes of every email here, in order, unless a person wants it otherwise: it is taken, and it reaches its mailbox. */
const COURSE = ['Send', 'Delivery'] as const;

/** Says on the bus what became of a kept mail, as the event destinations of its configuration set ask for it. */
export function openMailEvents(
  resources: readonly Resource[],
  emit: Bus['emit'],
  log: (line: string) => void,
): MailEvents {
  const destinations = resources
    .filter(({ type }) => type === 'AWS::SES::ConfigurationSetEventDestination')
    .map(({ properties }) => Destination.parse(properties));
  const say = async (mail: KeptMail, eventType: SesEventType, at: string): Promise<void> => {
    const wanting = destinations.filter(
      ({ ConfigurationSetName, EventDestination: { Enabled, MatchingEventTypes } }) =>
        ConfigurationSetName === mail.configurationSet && Enabled && isWanted(MatchingEventTypes, eventType),
    );
    const event = toSesEvent(mail, eventType, at);
    const buses = wanting.map(({ EventDestination }) => busNameOf(EventDestination.EventBridgeDestination.EventBusArn));
    await Promise.all(buses.map((busName) => emit(busName, event)));
  };
  return {
    provoke: (mail, eventType) => say(mail, eventType, new Date().toISOString()),
    announce(mail) {
      if (mail.isSilent) return;
      for (const eventType of COURSE) {
        say(mail, eventType, mail.sentAt).catch((error) => log(`SES event of ${mail.messageId} was lost: ${error}`));
      }
    },
  };
}

/** The template writes `renderingFailure`, the API `RENDERING_FAILURE` and the event "Rendering Failure". */
function isWanted(types: string[], eventType: SesEventType): boolean {
  const plain = (type: string) => type.replaceAll(/[ _]/g, '').toLowerCase();
  return types.some((type) => plain(type) === plain(eventType));
}

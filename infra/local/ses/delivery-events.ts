import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Resource } from '../contract.ts';
import type { Bus } from '../events/bus.ts';
import type { EventEnvelope } from '../events/put-events.ts';
import { busNameOf } from '../events/rules.ts';
import type { KeptMail } from './mailbox.ts';

const Destination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }),
  }),
});
type Destination = z.infer<typeof Destination>;

/** What becomes of every email here, in order: it is taken, and it reaches its mailbox. */
const COURSE = [
  { wanted: 'send', eventType: 'Send', detailType: 'Email Sent' },
  { wanted: 'delivery', eventType: 'Delivery', detailType: 'Email Delivered' },
] as const;

/** Says on the bus what became of a kept mail, as the event destinations of its configuration set ask for it. */
export function announceMail(resources: readonly Resource[], emit: Bus['emit'], log: (line: string) => void) {
  const destinations = resources
    .filter(({ type }) => type === 'AWS::SES::ConfigurationSetEventDestination')
    .map(({ properties }) => Destination.parse(properties));
  return (mail: KeptMail): void => {
    for (const { busName, event } of eventsOf(mail, destinations)) {
      emit(busName, event).catch((error) => log(`SES event of ${mail.messageId} was lost: ${error}`));
    }
  };
}

function eventsOf(mail: KeptMail, destinations: Destination[]): { busName: string; event: EventEnvelope }[] {
  const own = destinations.filter(({ ConfigurationSetName }) => ConfigurationSetName === mail.configurationSet);
  return own.flatMap(({ EventDestination: { Enabled, MatchingEventTypes, EventBridgeDestination } }) => {
    const types = MatchingEventTypes.map((type) => type.toLowerCase());
    return COURSE.filter(({ wanted }) => Enabled && types.includes(wanted)).map((step) => ({
      busName: busNameOf(EventBridgeDestination.EventBusArn),
      event: toEnvelope(mail, step),
    }));
  });
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
function toEnvelope(mail: KeptMail, { eventType, detailType }: (typeof COURSE)[number]): EventEnvelope {
  const { messageId, sentAt, from, to, cc, bcc, configurationSet = '' } = mail;
  const own = Object.fromEntries(mail.tags.map(({ name, value }) => [name, [value]]));
  const tags = { ...own, 'ses:configuration-set': [configurationSet] };
  return {
    ...{ version: '0', id: randomUUID(), 'detail-type': detailType, source: 'aws.ses' },
    ...{ account: LOCAL_ACCOUNT, region: LOCAL_REGION, time: sentAt.replace(/\.\d{3}Z$/, 'Z') },
    resources: [`arn:aws:ses:${LOCAL_REGION}:${LOCAL_ACCOUNT}:configuration-set/${configurationSet}`],
    detail: {
      eventType,
      mail: { timestamp: sentAt, messageId, source: from, destination: [...to, ...cc, ...bcc], tags },
      [eventType.toLowerCase()]: eventType === 'Delivery' ? { timestamp: sentAt, recipients: to } : {},
    },
  };
}

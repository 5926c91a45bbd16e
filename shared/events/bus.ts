import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type BusEvent, EVENT_SOURCE } from './events.ts';

export type Bus = { events: Pick<EventBridgeClient, 'send'>; bus: string };

/** Puts one event. PutEvents answers 200 even when it refused the entry, so its answer is read. */
export async function publishEvent({ events, bus }: Bus, { name, detail }: BusEvent): Promise<void> {
  const answer = await events.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: bus, Source: EVENT_SOURCE, DetailType: name, Detail: JSON.stringify(detail) }],
    }),
  );
  const refused = answer.Entries?.find(({ ErrorCode }) => ErrorCode);
  if (refused || answer.FailedEntryCount)
    throw new Error(`The bus refused ${name}: ${refused?.ErrorCode ?? 'unknown'}`);
}

import { setTimeout as delay } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type BusEvent, EVENT_SOURCE } from './events.ts';

export type Bus = { events: Pick<EventBridgeClient, 'send'>; bus: string };

/** The most that one PutEvents takes. */
const MOST_ENTRIES = 10;

const TRIES = 3;
const PAUSE_MS = 100;

/**
 * Puts events on the bus. PutEvents answers 200 even when it refused some of them, so its answer is read, and those that
 * it refused, and no others, are put again. Throws when some are refused to the end, or the call itself fails.
 */
export async function publishEvents(bus: Bus, events: readonly BusEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += MOST_ENTRIES) await publishSome(bus, events.slice(at, at + MOST_ENTRIES));
}

async function publishSome(bus: Bus, events: readonly BusEvent[]): Promise<void> {
  let refused = await put(bus, events);
  for (let tries = 1; tries < TRIES && refused.length > 0; tries++) {
    await delay(tries * PAUSE_MS);
    refused = await put(
      bus,
      refused.map(({ event }) => event),
    );
  }
  if (refused.length === 0) return;
  const reasons = refused.map(({ event, code }) => `${event.name}: ${code}`);
  throw new Error(`The bus refused ${reasons.join(', ')}`);
}

/** Puts them once; returns those that were not taken. */
async function put({ events: client, bus }: Bus, events: readonly BusEvent[]) {
  const { Entries = [], FailedEntryCount = 0 } = await client.send(
    new PutEventsCommand({
      Entries: events.map(({ name, detail }) => {
        return { EventBusName: bus, Source: EVENT_SOURCE, DetailType: name, Detail: JSON.stringify(detail) };
      }),
    }),
  );
  const refused = events.flatMap((event, index) => {
    const code = Entries[index]?.ErrorCode;
    return code ? { event, code } : [];
  });
  // Entries answer in the order of the request. A count without entries says that some failed, and not which.
  if (FailedEntryCount > refused.length) return events.map((event) => ({ event, code: 'unknown' }));
  return refused;
}

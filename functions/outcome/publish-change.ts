import { type Bus, publishEvents } from '#shared/events/bus.ts';
import { projectChange } from '#shared/ledger/project.ts';
import type { Change } from '#shared/streams/stream-records.ts';
import type { Tables } from '#shared/tables.ts';
import { eventsOf } from './events-of.ts';

export type PublishDeps = { tables: Tables; bus: Bus; now: () => Date };

/**
 * Says on the bus what a change means. A change of the ledger is first shown on its action: who acts on the event finds
 * it in the list. What is lost here, the sweep shows.
 */
export async function publishChange({ tables, bus, now }: PublishDeps, change: Change): Promise<void> {
  const { events, shows } = eventsOf(change);
  if (shows) await projectChange(tables, shows, now());
  await publishEvents(bus, events);
}

import type { SdkCommand } from './aws.ts';
import { count } from './counted.ts';
import { gate, onEnd, start } from './scheduler.ts';
import type { Item, Process, Reply, World } from './state.ts';
import { timedOut } from './table-calls.ts';

type Entry = { DetailType: string; Detail: string };

/** `PutEvents`: it answers 200 even where it refused an entry. */
export function callBus(process: Process, { input }: SdkCommand): Promise<unknown> {
  const { world } = process;
  const entries = input.Entries as Entry[];
  return gate(process, {
    kind: 'bus',
    name: `says ${entries.map(({ DetailType }) => DetailType).join(', ')}`,
    perform: async (fate): Promise<Reply> => {
      const isRefused = fate === 'throttled' || fate === 'partial' || fate === 'stale';
      if (fate === 'never_arrived') return { error: timedOut() };
      if (isRefused) count(world, 'F10 entry refused');
      const refused = { ErrorCode: 'ThrottlingException' };
      if (isRefused) return { value: { FailedEntryCount: entries.length, Entries: entries.map(() => refused) } };
      for (const { DetailType, Detail } of entries) accept(world, DetailType, JSON.parse(Detail));
      return fate === 'lost'
        ? { error: timedOut() }
        : { value: { FailedEntryCount: 0, Entries: entries.map(() => ({ EventId: '1' })) } };
    },
  });
}

const LISTENERS: Record<string, readonly ('tell' | 'notify')[]> = {
  'approval.requested.v1': ['notify'],
  'approval.decided.v1': ['tell', 'notify'],
  'action.settled.v1': ['tell'],
};

function accept(world: World, name: string, detail: Item): void {
  // Nobody listens to `agent.triggered`: the agent's own runs are not played.
  for (const listener of LISTENERS[name] ?? []) world.events.push({ name, detail, listener, tries: 0 });
}

/** Brings an event to who listens to it; what fails comes again, and now and then what did not fail too. */
export async function deliverEvent(world: World, chosen: number, isRepeated: boolean, skewMs: number) {
  const index = chosen % Math.max(1, world.events.length);
  const event = world.events[index];
  if (!event) return undefined;
  const { name, detail, listener } = event;
  if (!isRepeated) world.events.splice(index, 1);
  else count(world, 'F1 event repeated');
  const envelope = { 'detail-type': name, detail };
  const handler = world.lab.handlers[listener];
  const process = await start(world, listener, { about: name, skewMs }, () => handler(envelope));
  onEnd(process, (result) => {
    const failed = result === 'dead' || !result.ok;
    if (failed && !isRepeated && event.tries < MOST_TRIES) world.events.push({ ...event, tries: event.tries + 1 });
  });
  return process;
}

const MOST_TRIES = 20;

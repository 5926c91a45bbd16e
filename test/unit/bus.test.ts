import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from 'vitest';
import { publishEvents } from '#shared/events/bus.ts';
import { readEvent } from '#shared/events/events.ts';
import { mockClient } from '../support/mock-client.ts';

const events = mockClient(EventBridgeClient);
const deps = { events: new EventBridgeClient({}), bus: 'countersign' };
const EVENT = { name: 'agent.triggered.v1' as const, detail: { conversationId: 'cnv_1', agentId: 'agt_1' } };

beforeEach(() => {
  events.reset();
});

describe('an event that the bus takes', () => {
  it('is one entry with its name, source and detail', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    await publishEvents(deps, [EVENT]);
    expect(events.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toEqual([
      {
        ...{ EventBusName: 'countersign', Source: 'countersign', DetailType: 'agent.triggered.v1' },
        Detail: '{"conversationId":"cnv_1","agentId":"agt_1"}',
      },
    ]);
  });
});

describe('an event that the bus answers with 200 and does not take', () => {
  it.each([
    ['by its entry', { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'canary' }] }],
    ['by its entry alone', { Entries: [{ ErrorCode: 'ThrottlingException' }] }],
  ])('is an error that names the reason: %s', async (_, answer) => {
    events.on(PutEventsCommand).resolves(answer);
    await expect(publishEvents(deps, [EVENT])).rejects.toThrow(/agent\.triggered\.v1: ThrottlingException/);
  });

  it('is an error by the count alone', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1 });
    await expect(publishEvents(deps, [EVENT])).rejects.toThrow(/refused/);
  });
});

describe('several events of which the bus takes some', () => {
  const eventFor = (conversationId: string) => ({ ...EVENT, detail: { conversationId, agentId: 'agt_1' } });
  const THROTTLED = { ErrorCode: 'ThrottlingException' };
  const put = () =>
    events
      .commandCalls(PutEventsCommand)
      .map(({ args }) => args[0].input.Entries?.map(({ Detail = '' }) => JSON.parse(Detail).conversationId));

  it('puts again what was refused, and nothing else', async () => {
    events
      .on(PutEventsCommand)
      .resolvesOnce({ FailedEntryCount: 2, Entries: [{ EventId: '1' }, THROTTLED, { EventId: '3' }, THROTTLED] })
      .resolvesOnce({ FailedEntryCount: 1, Entries: [THROTTLED, { EventId: '4' }] })
      .resolvesOnce({ FailedEntryCount: 0, Entries: [{ EventId: '2' }] });
    await publishEvents(deps, ['a', 'b', 'c', 'd'].map(eventFor));
    expect(put()).toEqual([['a', 'b', 'c', 'd'], ['b', 'd'], ['b']]);
  });

  it('gives up on what is refused to the end, and names that alone', async () => {
    events.on(PutEventsCommand).callsFake(({ Entries }: { Entries: { Detail: string }[] }) => {
      const results = Entries.map(({ Detail }) => (Detail.includes('"b"') ? THROTTLED : { EventId: '1' }));
      return { FailedEntryCount: 1, Entries: results };
    });
    await expect(publishEvents(deps, ['a', 'b'].map(eventFor))).rejects.toThrow(
      /^The bus refused agent\.triggered\.v1: ThrottlingException$/,
    );
    expect(put()).toEqual([['a', 'b'], ['b'], ['b']]);
  });

  it('puts ten at a time, and nothing where there is nothing', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
    await publishEvents(
      deps,
      Array.from({ length: 12 }, (_, index) => eventFor(String(index))),
    );
    await publishEvents(deps, []);
    expect(put().map((entries) => entries?.length)).toEqual([10, 2]);
  });
});

describe('a bus that cannot be reached', () => {
  it('is an error', async () => {
    events.on(PutEventsCommand).rejects(new Error('no route'));
    await expect(publishEvents(deps, [EVENT])).rejects.toThrow('no route');
  });
});

describe('an event as it arrives', () => {
  it('is read by its name', () => {
    expect(readEvent({ 'detail-type': EVENT.name, detail: EVENT.detail, source: 'countersign' })).toEqual(EVENT);
  });

  it.each([
    ['of an unknown name', { 'detail-type': 'approval.withdrawn.v1', detail: {} }],
    ['named like an inherited property', { 'detail-type': 'constructor', detail: {} }],
    ['without what it must carry', { 'detail-type': 'agent.triggered.v1', detail: { agentId: 'agt_1' } }],
    ['without a name', { detail: EVENT.detail }],
    ['that is none', null],
  ])('%s: fails, so that it is seen', (_, envelope) => {
    expect(() => readEvent(envelope)).toThrow();
  });
});

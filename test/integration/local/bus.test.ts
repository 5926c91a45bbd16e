import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwsRequest, Resource } from '../../../infra/local/contract.ts';
import { type BusOptions, eventsService } from '../../../infra/local/events/bus.ts';
import { makeBundles, noting, readNotes, runFunctions } from './function-fixtures.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:Undelivered';
const bus: Resource = { id: 'Bus', type: 'AWS::Events::EventBus', properties: { Name: 'countersign' } };

function rule(id: string, target: object = {}, properties: object = {}): Resource {
  return {
    id,
    type: 'AWS::Events::Rule',
    properties: {
      EventBusName: 'countersign',
      EventPattern: { source: ['countersign'], 'detail-type': ['approval.requested.v1'] },
      State: 'ENABLED',
      Targets: [{ Id: 'Target0', Arn: 'arn:aws:lambda:us-east-1:000000000000:function:Notify', ...target }],
      ...properties,
    },
  };
}

function putEvents(...entries: object[]): AwsRequest {
  const requested = { Source: 'countersign', DetailType: 'approval.requested.v1', Detail: '{"actionId":"act_1"}' };
  const Entries = entries.map((entry) => ({ EventBusName: 'countersign', ...requested, ...entry }));
  return {
    service: 'events',
    caller: 'Publish',
    method: 'POST',
    url: '/',
    headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
    body: Buffer.from(JSON.stringify({ Entries })),
  };
}

async function openBus(rules: Resource[], options: Partial<BusOptions> = {}) {
  const notes = join((await makeBundles([])).code('.'), 'notes');
  const { host, deadLetters } = await runFunctions([{ id: 'Notify', source: noting(notes) }]);
  const lines: string[] = [];
  const asked: unknown[] = [];
  const service = eventsService({
    resources: [bus, ...rules],
    host,
    deadLetters,
    mayInvoke: (...question) => asked.push(question) > 0,
    maySend: () => true,
    log: (line) => lines.push(line),
    now: () => new Date('2026-03-01T10:00:00.123Z'),
    ...options,
  });
  const put = async (...entries: object[]) => JSON.parse(String((await service.serve(putEvents(...entries))).body));
  return { service, put, lines, asked, deadLetters, host, received: () => readNotes(notes) };
}

describe('an event on the bus', () => {
  it('reaches the function of a rule that matches, in its envelope', async () => {
    const { put, received, asked } = await openBus([rule('Requested')]);
    const result = await put({ Resources: ['act_1'] });
    expect(result).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    await expect.poll(received).toHaveLength(1);
    expect((await received())[0]?.event).toEqual({
      version: '0',
      id: result.Entries[0].EventId,
      'detail-type': 'approval.requested.v1',
      source: 'countersign',
      account: '000000000000',
      time: '2026-03-01T10:00:00Z',
      region: 'us-east-1',
      resources: ['act_1'],
      detail: { actionId: 'act_1' },
    });
    const ruleArn = 'arn:aws:events:us-east-1:000000000000:rule/countersign/Requested';
    expect(asked).toEqual([['events.amazonaws.com', ruleArn, 'Notify']]);
  });

  it('carries the time that its sender gave it', async () => {
    const { put, received } = await openBus([rule('Requested')]);
    await put({ Time: Date.parse('2026-02-01T00:00:00Z') / 1000 });
    await expect.poll(received).toMatchObject([{ event: { time: '2026-02-01T00:00:00Z' } }]);
  });

  it('goes nowhere without an enabled rule of its bus that matches', async () => {
    const { put, received, host } = await openBus([
      rule('Decided', {}, { EventPattern: { 'detail-type': ['approval.decided.v1'] } }),
      rule('Disabled', {}, { State: 'DISABLED' }),
      rule('OtherBus', {}, { EventBusName: 'default' }),
    ]);
    expect(await put({})).toMatchObject({ FailedEntryCount: 0 });
    expect(host.load().queued).toBe(0);
    expect(await received()).toEqual([]);
  });

  it.each([
    ['a part of it', { InputPath: '$.detail.actionId' }, 'act_1'],
    ['a constant', { Input: '{"hello":"you"}' }, { hello: 'you' }],
  ])('may be handed over as %s', async (_, target, event) => {
    const { put, received } = await openBus([rule('Requested', target)]);
    await put({});
    await expect.poll(received).toMatchObject([{ event }]);
  });

  it('ends as a dead letter where no permission lets the rule invoke the function', async () => {
    const target = { DeadLetterConfig: { Arn: queueArn } };
    const { put, deadLetters, lines, host } = await openBus([rule('Requested', target)], { mayInvoke: () => false });
    expect(await put({})).toMatchObject({ FailedEntryCount: 0 });
    const body = expect.objectContaining({ detail: { actionId: 'act_1' } });
    const messageAttributes = expect.objectContaining({ ERROR_CODE: 'NO_PERMISSIONS' });
    expect(await deadLetters.list()).toMatchObject([{ queueArn, message: { body, messageAttributes } }]);
    expect(lines).toEqual([expect.stringContaining('did not reach Notify: no Lambda permission')]);
    expect(host.load().queued).toBe(0);
  });

  it('is lost where the policy of the queue does not let that very rule send', async () => {
    const asked: unknown[] = [];
    const { put, deadLetters, lines } = await openBus([rule('Requested', { DeadLetterConfig: { Arn: queueArn } })], {
      mayInvoke: () => false,
      maySend: (...question) => asked.push(question) === 0,
    });
    await put({});
    const ruleArn = expect.stringMatching(/:rule\/countersign\/Requested$/);
    expect(asked).toEqual([['events.amazonaws.com', ruleArn, queueArn]]);
    expect(await deadLetters.list()).toEqual([]);
    expect(lines).toEqual([expect.stringContaining(`dropped: the policy of ${queueArn} does not let the rule send`)]);
  });
});

describe('PutEvents', () => {
  it('asks for permission on each bus it names, with source and detail type', async () => {
    const { service } = await openBus([]);
    const context = { 'events:source': ['countersign'], 'events:detail-type': ['approval.requested.v1'] };
    const resource = 'arn:aws:events:us-east-1:000000000000:event-bus/countersign';
    const [byName, byArn] = service.permissions(putEvents({}, { EventBusName: resource }));
    expect([byName, byArn]).toEqual(Array(2).fill({ action: 'events:PutEvents', resource, context }));
  });

  it('refuses entries one by one and takes the rest', async () => {
    const { put, received } = await openBus([rule('Requested')]);
    const result = await put(
      {},
      { DetailType: undefined },
      { Source: '' },
      { Detail: '{' },
      { Detail: '"text"' },
      { Source: 'aws.s3' },
      { EventBusName: 'other' },
    );
    expect(result.FailedEntryCount).toBe(6);
    expect(result.Entries.map(({ ErrorCode }: { ErrorCode?: string }) => ErrorCode)).toEqual([
      undefined,
      'InvalidArgument',
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
    ]);
    await expect.poll(received).toHaveLength(1);
  });

  it.each([
    ['no entry', putEvents()],
    ['eleven entries', putEvents(...Array(11).fill({}))],
    ['more than 1 MB', putEvents({ Detail: `"${'x'.repeat(2 ** 19)}"` }, { Detail: `"${'x'.repeat(2 ** 19)}"` })],
    ['a body that is no JSON', { ...putEvents({}), body: Buffer.from('{') }],
  ])('refuses a request with %s', async (_, request) => {
    const { service } = await openBus([]);
    const reply = await service.serve(request);
    expect(reply.status).toBe(400);
    expect(JSON.parse(String(reply.body))).toMatchObject({ __type: 'ValidationException' });
  });

  it('refuses other operations by name', async () => {
    const { service } = await openBus([]);
    const request = { ...putEvents({}), headers: { 'x-amz-target': 'AWSEvents.StartReplay' } };
    expect(service.permissions(request)).toEqual([{ action: 'events:StartReplay', resource: '*', context: {} }]);
    expect(JSON.parse(String((await service.serve(request)).body))).toMatchObject({
      __type: 'UnknownOperationException',
    });
  });
});

describe('a rule that the local run cannot run', () => {
  it.each([
    [
      'a transformer with paths of its own',
      rule('Bad', { InputTransformer: { InputPathsMap: { a: '$.b' }, InputTemplate: '<a>' } }),
      'InputPathsMap',
    ],
    ['a schedule', rule('Bad', {}, { ScheduleExpression: 'rate(1 minute)' }), 'ScheduleExpression'],
    ['a target that is no function', rule('Bad', { Arn: queueArn }), 'must be a Lambda function'],
    ['an input path with an index', rule('Bad', { InputPath: '$.detail.items[0]' }), 'use names only'],
    ['an unknown operator', rule('Bad', {}, { EventPattern: { source: [{ sounds_like: 'x' }] } }), '"sounds_like"'],
  ])('is refused by name: %s', async (_, resource, message) => {
    await expect(openBus([resource])).rejects.toThrow(message);
  });
});

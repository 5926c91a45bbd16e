import { describe, expect, it } from 'vitest';
import { EVENT_SOURCE, EVENTS } from '#shared/events/events.ts';
import { EXECUTORS } from './statements.ts';
import { type Json, ofType, type Properties, referencesIn, resourcesOf, synthesizedTemplate } from './synthesized.ts';

const resources = resourcesOf(synthesizedTemplate());
const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping');
const rules = ofType(resources, 'AWS::Events::Rule').map(([, rule]) => rule);
const ownRules = rules.filter(({ EventBusName }) => EventBusName !== undefined);
const at = (json: Json | undefined, ...path: string[]) =>
  path.reduce<Json | undefined>((found, name) => (found as Properties | undefined)?.[name], json);

describe('streams', () => {
  it.each(['TablesWork', 'TablesLedger'])('of %s have two readers, the most that DynamoDB serves', (table) => {
    const readers = mappings.filter(([, { EventSourceArn }]) => referencesIn(EventSourceArn).includes(table));
    expect(readers.flatMap(([, { FunctionName }]) => referencesIn(FunctionName)).sort()).toEqual([
      'Dispatch',
      'Publish',
    ]);
  });

  it.each(mappings)('%s loses no record silently', (_, mapping) => {
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 25,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 6 * 60 * 60,
    });
    expectDeadLetters(at(mapping.DestinationConfig, 'OnFailure', 'Destination'));
  });

  it('bring Dispatch only what may run: approved rows, and actions that were allowed from the start', () => {
    expect(patternOf('DispatchLedger')).toEqual({
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { NewImage: { state: { S: ['approved'] } } },
    });
    expect(patternOf('DispatchWork')).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { state: { S: ['allowed'] } } },
    });
  });

  it('bring Publish every change of the ledger, and actions and messages of work', () => {
    expect(patternOf('PublishLedger')).toBeUndefined();
    expect(patternOf('PublishWork')).toEqual({ dynamodb: { NewImage: { kind: { S: ['action', 'message'] } } } });
  });
});

describe('the bus', () => {
  it('has somebody listening to every kind of event', () => {
    const heard = ownRules.flatMap(({ EventPattern }) => at(EventPattern, 'detail-type') as string[]);
    expect([...new Set(heard)].sort()).toEqual(Object.keys(EVENTS).sort());
    for (const { EventPattern } of ownRules) expect(at(EventPattern, 'source')).toEqual([EVENT_SOURCE]);
  });

  it('has events of SES come in from the default bus, of each sender to who hears of it, by the tag of its emails', () => {
    const patterns = rules.filter((one) => !ownRules.includes(one)).map(({ EventPattern }) => EventPattern);
    const of = (set: string, tag: string) => ({
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: set }], [tag]: [{ exists: true }] } } },
    });
    expect(patterns).toHaveLength(2);
    expect(patterns).toEqual(expect.arrayContaining([of('MailAgentMail', 'claim'), of('MailSystemMail', 'person')]));
    const wanted = ofType(resources, 'AWS::SES::ConfigurationSetEventDestination').map(([, each]) => [
      referencesIn(each.ConfigurationSetName).join(),
      at(each.EventDestination, 'MatchingEventTypes'),
    ]);
    expect(Object.fromEntries(wanted)).toEqual({
      MailAgentMail: expect.arrayContaining(['send', 'delivery', 'bounce', 'complaint', 'reject', 'renderingFailure']),
      MailSystemMail: ['bounce', 'complaint'],
    });
  });

  it('keeps what it could not deliver', () => {
    for (const target of rules.flatMap(({ Targets }) => Targets as Properties[])) {
      expect(at(target, 'RetryPolicy', 'MaximumRetryAttempts')).toBeGreaterThan(0);
      expectDeadLetters(at(target, 'DeadLetterConfig', 'Arn'));
    }
  });
});

describe('what is invoked without waiting for the answer', () => {
  const invoked = [
    ...rules.flatMap(({ Targets }) => (Targets as Properties[]).flatMap(({ Arn }) => referencesIn(Arn))),
    ...ofType(resources, 'AWS::Scheduler::Schedule').flatMap(([, { Target }]) => referencesIn(at(Target, 'Arn'))),
    ...EXECUTORS,
  ];

  it.each(invoked)('%s keeps the events that it failed on', (id) => {
    const [, config] =
      ofType(resources, 'AWS::Lambda::EventInvokeConfig').find(([, { FunctionName }]) =>
        referencesIn(FunctionName).includes(id),
      ) ?? [];
    expectDeadLetters(at(config, 'DestinationConfig', 'OnFailure', 'Destination'));
  });
});

describe('the minute sweep', () => {
  it('starts once a minute, and is not piled up after an outage', () => {
    const [, schedule] = ofType(resources, 'AWS::Scheduler::Schedule')[0] ?? [];
    expect(schedule?.ScheduleExpression).toBe('rate(1 minute)');
    expect(at(schedule?.Target, 'RetryPolicy', 'MaximumEventAgeInSeconds')).toBe(60);
    expectDeadLetters(at(schedule?.Target, 'DeadLetterConfig', 'Arn'));
  });
});

function patternOf(mapping: string): unknown {
  const filters = at(resources[mapping]?.Properties, 'FilterCriteria', 'Filters') as Properties[] | undefined;
  return filters && JSON.parse(String(filters[0]?.Pattern));
}

function expectDeadLetters(arn: Json | undefined): void {
  const [queue = ''] = referencesIn(arn);
  expect(resources[queue]?.Type).toBe('AWS::SQS::Queue');
}

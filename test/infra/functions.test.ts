import { describe, expect, it } from 'vitest';
import { entryPoints } from '../../infra/bundle.ts';
import { ofType, type Properties, referencesIn, resourcesOf, synthesizedTemplate } from './synthesized.ts';

const resources = resourcesOf(synthesizedTemplate());
const functions = ofType(resources, 'AWS::Lambda::Function');
const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);

describe('every function', () => {
  it('is one of those in functions/, and none is left out', () => {
    expect(functions.map(([, { Description }]) => Description).sort()).toEqual(entryPoints());
  });

  it.each(functions)('%s runs on Node 24, arm64, within a time of its own', (_, lambda) => {
    expect(lambda).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    expect(lambda.Timeout).toBeLessThanOrEqual(120);
  });

  it.each(functions)('%s reads no source map at its start: the log reads it when there is an error', (_, lambda) => {
    expect(JSON.stringify(lambda.Environment ?? {})).not.toContain('NODE_OPTIONS');
  });

  it.each(functions)('%s cannot be told to reach this machine instead of the world', (_, { Environment }) => {
    expect(JSON.stringify(Environment ?? {})).not.toContain('LOCAL_HTTP_HOSTS');
  });

  it.each(functions)('%s logs to a group of its own that forgets', (id, { LoggingConfig }) => {
    const [group = ''] = referencesIn((LoggingConfig as Properties).LogGroup);
    expect(group).toBe(`${id}Log`);
    expect(resources[group]?.Properties.RetentionInDays).toBeGreaterThan(0);
  });

  it.each(functions)('%s wakes somebody when it fails, and says what people lose', (id) => {
    const alarm = alarms.find(({ AlarmDescription }) => String(AlarmDescription).startsWith(`${id} fails: `));
    const [, loss = ''] = String(alarm?.AlarmDescription).split(`${id} fails: `);
    expect(loss).toMatch(/^\S+( \S+){4,}\.$/);
    expect(referencesIn(alarm?.AlarmActions)).toEqual(['Alarms']);
  });

  it.each(functions)('%s wakes somebody when it crashes, and when it only logs an error', (id) => {
    const alarm = alarms.find(({ AlarmDescription }) => String(AlarmDescription).startsWith(`${id} fails: `));
    const metrics = (alarm?.Metrics ?? []) as { Expression?: string; MetricStat?: { Metric: Properties } }[];
    const named = metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric.MetricName] : []));
    expect(metrics.map(({ Expression }) => Expression)).toContain('failed + logged');
    expect(named.toSorted()).toEqual(['Errors', `${id}Errors`].toSorted());
    const filters = ofType(resources, 'AWS::Logs::MetricFilter').map(([, filter]) => filter);
    const filter = filters.find((each) => JSON.stringify(each).includes(`"${id}Errors"`));
    expect(filter).toMatchObject({ FilterPattern: '{ $.level = "error" }', LogGroupName: { Ref: `${id}Log` } });
  });
});

describe('the sweep, which is the net below everything', () => {
  it('wakes somebody when it does not run', () => {
    const alarm = alarms.find(({ AlarmDescription }) => String(AlarmDescription).startsWith('Sweep did not run'));
    expect(alarm).toMatchObject({
      ...{ MetricName: 'Invocations', ComparisonOperator: 'LessThanThreshold', Threshold: 1 },
      TreatMissingData: 'breaching',
    });
    expect(isAbout(alarm?.Dimensions, 'Sweep')).toBe(true);
  });
});

describe('every dead-letter queue', () => {
  const queues = ofType(resources, 'AWS::SQS::Queue').map(([id]) => id);

  it.each(queues)('%s wakes somebody with its first message', (queue) => {
    const alarm = alarms.find(({ Dimensions }) => isAbout(Dimensions, queue));
    expect(alarm).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 0 });
    expect(alarm?.AlarmDescription).toMatch(/gave up on events.*: .+\.$/);
  });
});

describe('alarms', () => {
  it('reach a topic that CloudWatch may publish to, although it is encrypted', () => {
    const [, key] = ofType(resources, 'AWS::KMS::Key')[0] ?? [];
    const allowed = JSON.stringify([key?.KeyPolicy, resources.AlarmsPolicy?.Properties.PolicyDocument]);
    expect(referencesIn(resources.Alarms?.Properties.KmsMasterKeyId)).toEqual(['AlarmsKey']);
    expect(allowed.match(/cloudwatch\.amazonaws\.com/g)).toHaveLength(2);
  });
});

function isAbout(dimensions: Properties[string] | undefined, id: string): boolean {
  return referencesIn(dimensions).includes(id);
}

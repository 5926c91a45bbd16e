import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../functions/outcome/read-evidence.ts';
import type { Resource } from '../../../infra/local/contract.ts';
import { openCarrier } from '../../../infra/local/sms-voice/delivery-events.ts';
import type { KeptPhoneMessage } from '../../../infra/local/sms-voice/phone.ts';
import { openTopics, type Publisher } from '../../../infra/local/sns/topics.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:Topic';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:Dead';
const RESOURCES: Resource[] = [
  {
    id: 'Set',
    type: 'AWS::SMSVOICE::ConfigurationSet',
    properties: {
      ConfigurationSetName: 'agents',
      EventDestinations: [
        {
          ...{ EventDestinationName: 'evidence', Enabled: true, SnsDestination: { TopicArn: TOPIC } },
          MatchingEventTypes: ['TEXT_DELIVERED', 'VOICE_ALL'],
        },
      ],
    },
  },
  {
    id: 'Subscription',
    type: 'AWS::SNS::Subscription',
    properties: {
      ...{ Protocol: 'lambda', TopicArn: TOPIC, Endpoint: 'arn:aws:lambda:us-east-1:000000000000:function:Evidence' },
      ...{ FilterPolicy: { context: { claim: [{ exists: true }] } }, FilterPolicyScope: 'MessageBody' },
      RedrivePolicy: { deadLetterTargetArn: QUEUE },
    },
  },
];
const context = { action: 'act_1', round: '1', claim: 'clm_1' };
const message = (over: Partial<KeptPhoneMessage> = {}): KeptPhoneMessage => ({
  ...{ kind: 'text', to: '+46701740605', from: 'pool-1', text: 'Hi', configurationSet: 'agents', context },
  ...{ messageId: 'msg-1', sentAt: '2026-03-02T09:00:00.000Z', sentBy: 'SmsExecutor', ...over },
});

function system({ mayInvoke = true, mayPublish = true } = {}) {
  const invoked: unknown[] = [];
  const letters: { queueArn: string; message: unknown }[] = [];
  const lines: string[] = [];
  const publishers: Publisher[] = [];
  const topics = openTopics({
    resources: RESOURCES,
    host: { invokeAsync: async (_, event) => void invoked.push(event) },
    services: {
      mayInvoke: () => mayInvoke,
      mayPublish: (principal, sourceArn) => {
        publishers.push({ principal, sourceArn });
        return mayPublish;
      },
    },
    deadLetters: { put: async (queueArn, letter) => void letters.push({ queueArn, message: letter }) },
    log: (line) => lines.push(line),
  });
  const carrier = openCarrier(RESOURCES, topics, (line) => lines.push(line));
  return { carrier, invoked, letters, lines, publishers };
}

describe('the local carrier', () => {
  it('has its events brought to the function as SNS brings them, by the service for its configuration set', async () => {
    const { carrier, invoked, publishers } = system();
    await carrier.provoke(message(), 'TEXT_DELIVERED');
    expect(invoked.map((event) => readEvidence(event)?.said)).toMatchObject([
      { claimId: 'clm_1', says: 'sent', evidence: { kind: 'TEXT_DELIVERED', providerId: 'msg-1' } },
    ]);
    const sourceArn = 'arn:aws:sms-voice:us-east-1:000000000000:configuration-set/agents';
    expect(publishers).toEqual([{ principal: 'sms-voice.amazonaws.com', sourceArn }]);
  });

  it.each([
    ['of a type that is not asked for', message(), 'TEXT_INVALID'],
    ['of another configuration set', message({ configurationSet: 'others' }), 'TEXT_DELIVERED'],
    ['of no attempt', message({ context: {} }), 'TEXT_DELIVERED'],
  ])('starts nothing by an event %s', async (_, kept, eventType) => {
    const { carrier, invoked, letters } = system();
    await carrier.provoke(kept, eventType);
    expect([invoked, letters]).toEqual([[], []]);
  });

  it('says by itself what becomes of a call, in order, and nothing of a silent one', async () => {
    const { carrier, invoked } = system();
    carrier.announce(message({ kind: 'call', isSilent: true, messageId: 'msg-2' }));
    carrier.announce(message({ kind: 'call' }));
    await expect.poll(() => invoked.length).toBe(4);
    const events = invoked.map((event) => JSON.parse((event as Notified).Records[0].Sns.Message));
    expect(events.map(({ eventType, messageId }) => [eventType, messageId])).toEqual(
      ['VOICE_INITIATED', 'VOICE_RINGING', 'VOICE_ANSWERED', 'VOICE_COMPLETED'].map((type) => [type, 'msg-1']),
    );
  });

  it('is refused by a topic whose policy does not let it publish', async () => {
    const { carrier, invoked, lines } = system({ mayPublish: false });
    await carrier.provoke(message(), 'TEXT_DELIVERED');
    expect(invoked).toEqual([]);
    expect(lines).toEqual([expect.stringContaining('does not let sms-voice.amazonaws.com publish')]);
  });

  it('keeps as a dead letter what it may not deliver', async () => {
    const { carrier, letters, lines } = system({ mayInvoke: false });
    await carrier.provoke(message(), 'TEXT_DELIVERED');
    expect(letters).toMatchObject([{ queueArn: QUEUE, message: { body: { TopicArn: TOPIC } } }]);
    expect(lines).toEqual([expect.stringContaining('no Lambda permission allows it')]);
  });
});

type Notified = { Records: [{ Sns: { Message: string } }] };

import { describe, expect, it, vi } from 'vitest';
import { readSesEvidence } from '../../../functions/outcome/ses-evidence.ts';
import type { Resource } from '../../../infra/local/contract.ts';
import { openBus } from '../../../infra/local/events/bus.ts';
import { openMailEvents } from '../../../infra/local/ses/delivery-events.ts';
import type { KeptMail } from '../../../infra/local/ses/mailbox.ts';
import { SES_EVENT_TYPES } from '../../../infra/local/ses/ses-event.ts';

const RESOURCES: Resource[] = [
  {
    id: 'Events',
    type: 'AWS::SES::ConfigurationSetEventDestination',
    properties: {
      ConfigurationSetName: 'agent-mail',
      EventDestination: {
        ...{
          Enabled: true,
          MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject', 'renderingFailure'],
        },
        EventBridgeDestination: { EventBusArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' },
      },
    },
  },
  {
    id: 'Rule',
    type: 'AWS::Events::Rule',
    properties: {
      EventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': ['agent-mail'], claim: [{ exists: true }] } } },
      },
      Targets: [{ Id: 'Target', Arn: 'arn:aws:lambda:us-east-1:000000000000:function:Evidence' }],
    },
  },
];

const mail = (over: Partial<KeptMail> = {}): KeptMail => ({
  ...{
    messageId: 'ses-1',
    sentAt: '2026-03-02T09:00:00.123Z',
    sentBy: 'EmailExecutor',
    from: 'agents@agents.acme.example',
  },
  ...{ to: ['dana@customer.example'], cc: [], bcc: [], replyTo: [], subject: 'Hello', headers: [], attachments: [] },
  configurationSet: 'agent-mail',
  tags: [
    { name: 'action', value: 'act_1' },
    { name: 'round', value: '1' },
    { name: 'claim', value: 'clm_1' },
  ],
  ...over,
});

function mailEvents() {
  const invokeAsync = vi.fn(async (_name: string, _event: unknown) => undefined);
  const deadLetters = { put: async () => undefined };
  const bus = openBus({
    resources: RESOURCES,
    host: { invokeAsync },
    mayInvoke: () => true,
    maySend: () => true,
    deadLetters,
  });
  const invoked = () => invokeAsync.mock.calls.map(([name, event]) => ({ name, event }));
  return { ...openMailEvents(RESOURCES, bus.emit, console.error), invoked };
}

function announced(kept: KeptMail) {
  const { announce, invoked } = mailEvents();
  announce(kept);
  return invoked();
}

describe('the local SES', () => {
  it('says on the default bus that an email was sent and delivered, of which attempt', async () => {
    const events = await announced(mail());
    expect(events.map(({ name }) => name)).toEqual(['Evidence', 'Evidence']);
    expect(events.map(({ event }) => readSesEvidence(event)?.said.evidence)).toEqual([
      { kind: 'Send', at: '2026-03-02T09:00:00Z', providerId: 'ses-1' },
      { kind: 'Delivery', at: '2026-03-02T09:00:00Z', providerId: 'ses-1' },
    ]);
  });

  it.each<[string, Partial<KeptMail>]>([
    ['of another sender', { configurationSet: 'system-mail' }],
    ['of no attempt', { tags: [] }],
    ['of which nothing is to be heard', { isSilent: true }],
  ])('says nothing to the system about mail %s', async (_, over) => {
    expect(await announced(mail(over))).toEqual([]);
  });
});

describe('what a person wants said of an email', () => {
  const provoked = async (kept: KeptMail, eventType: (typeof SES_EVENT_TYPES)[number]) => {
    const { provoke, invoked } = mailEvents();
    await provoke(kept, eventType);
    return invoked().map(({ event }) => event as Record<string, unknown>);
  };

  it.each([
    ['Delivery', 'Email Delivered', 'sent', { delivery: { recipients: ['dana@customer.example'] } }],
    [
      ...(['Bounce', 'Email Bounced', 'after_sending'] as const),
      { bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'dana@customer.example' }] } },
    ],
    [
      ...(['Complaint', 'Email Complaint Received', 'after_sending'] as const),
      { complaint: { complainedRecipients: [{ emailAddress: 'dana@customer.example' }] } },
    ],
    ['Reject', 'Email Rejected', 'not_sent', { reject: { reason: 'Bad content' } }],
    ['Rendering Failure', 'Email Rendering Failed', 'not_sent', { failure: { errorMessage: expect.any(String) } }],
    ['Send', 'Email Sent', 'sent', { send: {} }],
  ] as const)(
    'is brought as SES says it, also where it says nothing by itself: %s',
    async (eventType, name, says, own) => {
      const [event, ...more] = await provoked(
        mail({ isSilent: true, to: ['Dana <dana@customer.example>'] }),
        eventType,
      );
      expect(more).toEqual([]);
      expect(event).toMatchObject({ source: 'aws.ses', 'detail-type': name, detail: { eventType, ...own } });
      expect(readSesEvidence(event)?.said).toMatchObject({ claimId: 'clm_1', says, evidence: { kind: eventType } });
    },
  );

  it('reaches nobody where no event destination asks for it', async () => {
    expect(await provoked(mail(), 'DeliveryDelay')).toEqual([]);
    for (const eventType of SES_EVENT_TYPES) {
      expect(await provoked(mail({ configurationSet: 'system-mail' }), eventType)).toEqual([]);
      expect(await provoked(mail({ configurationSet: undefined }), eventType)).toEqual([]);
    }
  });
});

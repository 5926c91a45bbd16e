import { describe, expect, it, vi } from 'vitest';
import { readSesEvidence } from '../../../functions/outcome/ses-evidence.ts';
import type { Resource } from '../../../infra/local/contract.ts';
import { openBus } from '../../../infra/local/events/bus.ts';
import { announceMail } from '../../../infra/local/ses/delivery-events.ts';
import type { KeptMail } from '../../../infra/local/ses/mailbox.ts';

const RESOURCES: Resource[] = [
  {
    id: 'Events',
    type: 'AWS::SES::ConfigurationSetEventDestination',
    properties: {
      ConfigurationSetName: 'agent-mail',
      EventDestination: {
        ...{ Enabled: true, MatchingEventTypes: ['send', 'delivery', 'bounce'] },
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

function announced(kept: KeptMail) {
  const invokeAsync = vi.fn(async (_name: string, _event: unknown) => undefined);
  const deadLetters = { put: async () => undefined };
  const bus = openBus({ resources: RESOURCES, host: { invokeAsync }, mayInvoke: () => true, deadLetters });
  announceMail(RESOURCES, bus.emit, console.error)(kept);
  return vi.waitFor(() => invokeAsync.mock.calls.map(([name, event]) => ({ name, event })));
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

  it.each([
    ['of another sender', { configurationSet: 'system-mail' }],
    ['of no attempt', { tags: [] }],
  ])('says nothing to the system about mail %s', async (_, over) => {
    expect(await announced(mail(over))).toEqual([]);
  });
});

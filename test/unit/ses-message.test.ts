import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { beforeEach, describe, expect, it } from 'vitest';
import { sendEmail } from '../../functions/execution/executors/send-email.ts';
import { toSesMessage } from '../../functions/execution/executors/ses-message.ts';
import { anAction, anEmail, readEmail } from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';
import { sendPrepared } from '../support/prepared.ts';

/** Tells our own mail when it comes back. */
const OWN = { Name: 'X-Countersign-Agent', Value: 'agt_1' };

const FROM = { sender: 'agents@agents.countersign.example', agentId: 'agt_1', agentName: 'Billing' };
const FULL = anEmail({
  ...{ to: ['a@acme.example', 'b@acme.example'], cc: ['c@acme.example'], bcc: ['d@acme.example'] },
  replyTo: ['e@acme.example'],
});

describe('an approved email in the terms of SES', () => {
  it('has every field that was approved, and nothing else', () => {
    expect(toSesMessage(readEmail(FULL).input, FROM)).toEqual({
      FromEmailAddress: '"Billing" <agents@agents.countersign.example>',
      Destination: {
        ...{ ToAddresses: ['a@acme.example', 'b@acme.example'], CcAddresses: ['c@acme.example'] },
        BccAddresses: ['d@acme.example'],
      },
      ReplyToAddresses: ['e@acme.example'],
      Content: {
        Simple: {
          Subject: { Data: 'Your invoice', Charset: 'UTF-8' },
          Body: { Text: { Data: 'It is attached.', Charset: 'UTF-8' } },
          Headers: [OWN, { Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
    });
  });

  it('writes to nobody in fields that the content does not have', () => {
    const { Destination, ReplyToAddresses } = toSesMessage(readEmail(anEmail()).input, FROM);
    expect(JSON.parse(JSON.stringify({ Destination, ReplyToAddresses }))).toEqual({
      Destination: { ToAddresses: ['dana@acme.example'] },
    });
  });
});

describe("the agent's name before its address", () => {
  const fromOf = (agentName: string) =>
    toSesMessage(readEmail(anEmail()).input, { ...FROM, agentName }).FromEmailAddress;

  it.each([
    ['Billing', '"Billing" <agents@agents.countersign.example>'],
    ['"Boss" <boss@acme.example>', '"\\"Boss\\" <boss@acme.example>" <agents@agents.countersign.example>'],
    ['back\\slash', '"back\\\\slash" <agents@agents.countersign.example>'],
    ['Räkning', '=?UTF-8?B?UsOka25pbmc=?= <agents@agents.countersign.example>'],
  ])('%s', (name, from) => {
    expect(fromOf(name)).toBe(from);
  });

  it('never ends the header line', () => {
    expect(fromOf('Billing\r\nBcc: eve@evil.example')).not.toMatch(/[\r\n]/);
  });

  it('stays within the 75 characters of an encoded-word', () => {
    const words = (fromOf('請求書担当エージェント'.repeat(7)) ?? '').match(/=\?[^ ]*\?=/g) ?? [];
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
  });
});

describe('one try of sending', () => {
  const ses = mockClient(SESv2Client);
  const env = { AGENT_SENDER: FROM.sender, CONFIGURATION_SET: 'agent-mail' };
  const tryOnce = () =>
    sendPrepared(
      sendEmail({ ses: new SESv2Client({}), files: { s3: new S3Client({}), bucket: 'files' }, env })(readEmail(FULL), {
        ...{ action: anAction(), round: 1, signal: new AbortController().signal },
      }),
    );
  beforeEach(() => {
    ses.reset();
  });

  it('is one call, that carries the claim, and is done when SES gives an id', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
    expect(await tryOnce()).toEqual({ known: 'done', code: 'accepted', providerId: 'ses-1' });
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toMatchObject({
      ...{
        ConfigurationSetName: 'agent-mail',
        EmailTags: [
          { Name: 'action', Value: 'act_1' },
          { Name: 'round', Value: '1' },
          { Name: 'claim', Value: 'clm_1' },
        ],
      },
    });
  });

  it('is unknown when SES answers without an id', async () => {
    ses.on(SendEmailCommand).resolves({});
    expect(await tryOnce()).toMatchObject({ known: 'unknown' });
  });

  it('says what an error means, and does not throw it', async () => {
    ses.on(SendEmailCommand).rejects(Object.assign(new Error(), { name: 'TimeoutError', code: 'ECONNRESET' }));
    expect(await tryOnce()).toEqual({ known: 'unknown', code: 'TimeoutError' });
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
  });
});

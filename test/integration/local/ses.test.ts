import { createHash } from 'node:crypto';
import { ListEmailIdentitiesCommand, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { closing, emptyDirectory } from '../../support/closing.ts';
import { startMail } from '../../support/mail.ts';

const Simple = {
  Subject: { Data: 'Refund för Ada' },
  Body: { Text: { Data: 'Line one\n<b>two</b>\n' }, Html: { Data: '<p>two</p>' } },
  Headers: [{ Name: 'X-Action', Value: 'act_1' }],
};
const mail = {
  FromEmailAddress: 'Agent <agents@agents.countersign.example>',
  Destination: { ToAddresses: ['ada@example.com'], CcAddresses: ['c@example.com'] },
  ReplyToAddresses: ['reply@countersign.example'],
  Content: { Simple },
  ConfigurationSetName: 'agent-mail',
  EmailTags: [{ Name: 'actionId', Value: 'act_1' }],
};

async function mailOf(directory?: string) {
  const running = await closing(startMail(directory ?? (await emptyDirectory())));
  const send = (changes: Partial<SendEmailCommandInput> = {}) =>
    running.client.send(new SendEmailCommand({ ...mail, ...changes }), { abortSignal: AbortSignal.timeout(500) });
  return { ...running, send };
}

const attachment = {
  ...{ FileName: 'Räkning.pdf', ContentType: 'application/pdf', ContentTransferEncoding: 'BASE64' },
  RawContent: Buffer.from([0, 13, 10, 255]),
};

const simple = (changes: object): Partial<SendEmailCommandInput> => ({
  Content: { Simple: { ...Simple, ...changes } },
});

describe('a mail that is sent', () => {
  it('is kept exactly, and outlives a restart', async () => {
    const directory = await emptyDirectory();
    const { send, mailbox } = await mailOf(directory);
    const { MessageId } = await send();
    expect(mailbox.messages()).toEqual([
      {
        messageId: MessageId,
        sentAt: expect.any(String),
        sentBy: 'EmailExecutor',
        from: mail.FromEmailAddress,
        to: ['ada@example.com'],
        cc: ['c@example.com'],
        bcc: [],
        replyTo: ['reply@countersign.example'],
        subject: 'Refund för Ada',
        headers: [{ name: 'X-Action', value: 'act_1' }],
        text: 'Line one\n<b>two</b>\n',
        html: '<p>two</p>',
        attachments: [],
        configurationSet: 'agent-mail',
        tags: [{ name: 'actionId', value: 'act_1' }],
      },
    ]);
    const { mailbox: reopened, send: sendAgain } = await mailOf(directory);
    expect(reopened.messages()).toEqual(mailbox.messages());
    await sendAgain(simple({ Subject: { Data: 'second' } }));
    expect(reopened.messages().map(({ subject }) => subject)).toEqual(['second', 'Refund för Ada']);
  });

  it('has its attachments byte for byte, with their sums', async () => {
    const { send, mailbox } = await mailOf();
    await send(simple({ Attachments: [attachment] }));
    expect(mailbox.messages()[0]?.attachments).toEqual([
      {
        ...{ fileName: 'Räkning.pdf', contentType: 'application/pdf', bytes: 4 },
        sha256: createHash('sha256').update(attachment.RawContent).digest('hex'),
        content: Buffer.from(attachment.RawContent).toString('base64'),
      },
    ]);
  });

  it('may be a whole message, read for what the request leaves out', async () => {
    const { client, mailbox } = await mailOf();
    const Data = Buffer.from(
      'From: a@countersign.example\r\nTo: "B, C" <b@example.com>,\r\n d@example.com\r\nSubject: Hi\r\n\r\nBody\r\n',
    );
    await client.send(new SendEmailCommand({ Content: { Raw: { Data } } }));
    expect(mailbox.messages()[0]).toMatchObject({
      from: 'a@countersign.example',
      to: ['"B, C" <b@example.com>', 'd@example.com'],
      subject: 'Hi',
      text: 'Body\r\n',
      raw: Data.toString(),
    });
  });
});

describe('a mail that SES refuses', () => {
  const tooMany = Array.from({ length: 51 }, (_, at) => `p${at}@example.com`);
  it.each<[string, Partial<SendEmailCommandInput>, string, RegExp]>([
    [
      'from an address that is not verified',
      { FromEmailAddress: 'a@example.org' },
      'MessageRejected',
      /not verified.*a@example.org/,
    ],
    ['with a configuration set that does not exist', { ConfigurationSetName: 'x' }, 'NotFoundException', /<x>/],
    ['to nobody', { Destination: {} }, 'BadRequestException', /no recipient/],
    ['to 51 people', { Destination: { ToAddresses: tooMany } }, 'BadRequestException', /exceeds 50/],
    ['to what is no address', { Destination: { ToAddresses: ['ada'] } }, 'BadRequestException', /Not an address: ada/],
    [
      'to two addresses in one',
      { Destination: { ToAddresses: ['a@x.example, b@x.example'] } },
      'BadRequestException',
      /Not an address/,
    ],
    [
      'with a line break in the subject',
      simple({ Subject: { Data: 'a\r\nBcc: x' } }),
      'BadRequestException',
      /control characters/,
    ],
    [
      'with a line break in an address',
      { FromEmailAddress: 'a\n<a@countersign.example>' },
      'BadRequestException',
      /control characters/,
    ],
    [
      'with a line break in a header',
      simple({ Headers: [{ Name: 'X-A', Value: 'a\nb' }] }),
      'BadRequestException',
      /Headers/,
    ],
    [
      'with an attachment of a type that SES does not send',
      simple({ Attachments: [{ ...attachment, FileName: 'setup.EXE' }] }),
      'BadRequestException',
      /does not send/,
    ],
    [
      'with an attachment whose bytes would be changed',
      simple({ Attachments: [{ ...attachment, ContentTransferEncoding: undefined }] }),
      'BadRequestException',
      /must be BASE64/,
    ],
    ['without a body', simple({ Body: {} }), 'BadRequestException', /neither/],
    ['by a template', { Content: { Template: { TemplateName: 't' } } }, 'BadRequestException', /Simple and Raw/],
    [
      'by what the local SES does not know',
      { ListManagementOptions: { ContactListName: 'x' } },
      'BadRequestException',
      /ListManagementOptions/,
    ],
    [
      'as a whole message from somebody else than the request says',
      { Content: { Raw: { Data: Buffer.from('From: ceo@countersign.example\r\n\r\n') } } },
      'BadRequestException',
      /From header/,
    ],
  ])('is one %s', async (_which, changes, name, message) => {
    const { send, mailbox } = await mailOf();
    await expect(send(changes)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
    expect(mailbox.messages()).toEqual([]);
  });

  it('says which calls it serves, when asked for another', async () => {
    const { client } = await mailOf();
    await expect(client.send(new ListEmailIdentitiesCommand({}))).rejects.toThrow(
      /serves SendEmail.*not POST \/v2\/email\/list-identities/,
    );
  });
});

describe('an answer that was asked for', () => {
  it.each([
    ['refuse', 'MessageRejected', 0],
    ['throttle', 'TooManyRequestsException', 0],
    ['server-error', 'InternalFailure', 0],
    ['accept-then-server-error', 'InternalFailure', 1],
    ['accept-then-silence', 'InternalFailure', 1],
    ['accept-then-hang', 'AbortError', 1],
  ] as const)('is given once: %s', async (answer, name, kept) => {
    const { send, mailbox } = await mailOf();
    mailbox.nextAnswer(answer);
    await expect(send()).rejects.toMatchObject({ name });
    expect(mailbox.messages()).toHaveLength(kept);
    await send();
    expect(mailbox.messages()).toHaveLength(kept + 1);
  });
});

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import {
  DescribePoolsCommand,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
  SendVoiceMessageCommand,
  type SendVoiceMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dryRunText, sendTextMessage } from '../../../functions/execution/executors/send-text-message.ts';
import { dryRunVoice, sendVoiceMessage } from '../../../functions/execution/executors/send-voice-message.ts';
import type { PhoneAnswer } from '../../../infra/local/sms-voice/phone.ts';
import { anAction } from '../../support/builders.ts';
import { emptyDirectory } from '../../support/closing.ts';
import { messagingAt, OUR_POOL, startPhone } from '../../support/phone.ts';
import { sendPrepared } from '../../support/prepared.ts';

const env = { ORIGINATION_IDENTITY: OUR_POOL, CONFIGURATION_SET: 'agents', MAX_PRICE: '0.50' };
const to = '+46701740605';
const sms = { input: { to, text: 'Hej!\nKod: 1234 👋' } };
const call = { input: { to, text: 'Hej!', voiceId: 'ASTRID' as const } };
const about = { action: anAction(), round: 2 };
const attempt = (claim: string) => ({ action: 'act_1', round: '2', claim });

describe('an approved text and an approved call', () => {
  it('are sent once and kept exactly, and outlive a restart', async () => {
    const directory = await emptyDirectory();
    const { phone, messaging } = await startPhone({ directory });
    const text = await sendPrepared(sendTextMessage({ messaging, env })(sms, about));
    const voice = await sendPrepared(sendVoiceMessage({ messaging, env })(call, about), 'clm_2');
    const common = {
      sentBy: 'SmsExecutor',
      sentAt: expect.any(String),
      to,
      from: OUR_POOL,
      configurationSet: 'agents',
    };
    const [second, first] = phone.messages();
    expect(first).toEqual({
      ...{ ...common, kind: 'text', text: sms.input.text, messageId: first?.messageId, timeToLive: 900 },
      ...{ maxPrice: '0.50', context: attempt('clm_1'), voiceId: undefined },
    });
    expect(second).toEqual({
      ...{ ...common, kind: 'call', text: 'Hej!', messageId: second?.messageId, timeToLive: 600 },
      ...{ maxPrice: '0.50', context: attempt('clm_2'), voiceId: 'ASTRID' },
    });
    expect(text).toEqual({ known: 'done', code: 'accepted', providerId: first?.messageId });
    expect(voice).toEqual({ known: 'done', code: 'accepted', providerId: second?.messageId });
    const { phone: reopened } = await startPhone({ directory });
    expect(reopened.messages()).toEqual(JSON.parse(JSON.stringify(phone.messages())));
  });

  it.each<[PhoneAnswer, object, number]>([
    ['accept-then-hang', { known: 'unknown', code: 'TimeoutError' }, 1],
    ['accept-then-server-error', { known: 'unknown', code: 'InternalServerException' }, 1],
    ['accept-then-silence', { known: 'unknown', code: 'InternalServerException' }, 1],
    ['server-error', { known: 'unknown', code: 'InternalServerException' }, 0],
    ['throttle', { known: 'not_begun', code: 'ThrottlingException' }, 0],
    ['opted-out', { known: 'refused', code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, 0],
    ['spend-limit', { known: 'refused', code: 'spend_limit' }, 0],
  ])('tell what came of them: %s', async (answer, result, kept) => {
    const { phone, messaging } = await startPhone();
    phone.nextAnswer(answer);
    expect(await sendPrepared(sendTextMessage({ messaging, env })(sms, about))).toEqual(result);
    phone.nextAnswer(answer);
    expect(await sendPrepared(sendVoiceMessage({ messaging, env })(call, about))).toEqual(result);
    expect(phone.messages()).toHaveLength(2 * kept);
  });

  it('are not sent where the role may not, and are tried again later', async () => {
    const { phone, messaging, checks } = await startPhone({ allowed: false });
    const refused = { known: 'not_begun', code: 'AccessDeniedException' };
    expect(await sendPrepared(sendTextMessage({ messaging, env })(sms, about))).toEqual(refused);
    expect(await sendPrepared(sendVoiceMessage({ messaging, env })(call, about))).toEqual(refused);
    expect(checks.map(({ action, resource }) => [action, resource])).toEqual([
      ['sms-voice:SendTextMessage', OUR_POOL],
      ['sms-voice:SendVoiceMessage', OUR_POOL],
    ]);
    expect(phone.messages()).toEqual([]);
  });
});

describe('an answer that is none of the service', () => {
  async function sendTo(listener: RequestListener) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close().closeAllConnections());
    const address = server.address();
    const messaging = messagingAt(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    return sendPrepared(sendTextMessage({ messaging, env })(sms, about));
  }

  it.each<[string, RequestListener, string]>([
    ['a reset', (request) => void request.socket.destroy(), 'unknown'],
    ['a page of some proxy, 200', (_, response) => void response.end('<html>'), 'unknown'],
    ['a page of some proxy, 502', (_, response) => void response.writeHead(502).end('<html>'), 'unknown'],
    ['a page of some proxy, 403', (_, response) => void response.writeHead(403).end('<html>'), 'unknown'],
    ['JSON of some proxy, 403', (_, response) => void response.writeHead(403).end('{"message":"no"}'), 'unknown'],
    ['200 without an id', (_, response) => void response.end('{}'), 'unknown'],
  ])('leaves it unknown whether it was sent: %s', async (_, listener, known) => {
    expect(await sendTo(listener)).toMatchObject({ known });
  });
});

describe('a dry run', () => {
  it('finds out what would be refused, and reaches nobody', async () => {
    const { phone, messaging } = await startPhone();
    phone.nextAnswer('opted-out');
    expect(await dryRunText({ messaging, env })(sms.input)).toEqual({ dryRun: 'valid' });
    expect(await dryRunVoice({ messaging, env })(call.input)).toEqual({ dryRun: 'valid' });
    expect(await dryRunText({ messaging, env })({ ...sms.input, to: '+442079460958' })).toEqual({
      ...{ dryRun: 'refused', code: 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION' },
    });
    expect(phone.messages()).toEqual([]);
    expect(phone.waitingAnswers()).toEqual(['opted-out']);
  });

  it('says only that it does not know where the service cannot be asked', async () => {
    const { messaging } = await startPhone({ allowed: false });
    expect(await dryRunText({ messaging, env })(sms.input)).toMatchObject({ dryRun: 'not_validated' });
    const nobody = messagingAt('http://127.0.0.1:9');
    expect(await dryRunVoice({ messaging: nobody, env })(call.input)).toEqual({
      ...{ dryRun: 'not_validated', code: 'ECONNREFUSED' },
    });
  });
});

describe('a message that the service refuses', () => {
  const text = { DestinationPhoneNumber: to, MessageBody: 'Hi', OriginationIdentity: OUR_POOL };
  const entries = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`k${n}`, 'v']));
  it.each<[string, Partial<SendTextMessageCommandInput>, string]>([
    ['to what is no number', { DestinationPhoneNumber: '0701740605' }, 'ValidationException'],
    ['with nothing to say', { MessageBody: ' ' }, 'ValidationException'],
    ['that is too long', { MessageBody: 'x'.repeat(1_601) }, 'ValidationException'],
    ['that lives too long', { TimeToLive: 259_201 }, 'ValidationException'],
    ['with six entries of context', { Context: entries }, 'ValidationException'],
    ['by what the local service does not know', { Keyword: 'x' }, 'ValidationException'],
    [
      'from another account',
      { OriginationIdentity: OUR_POOL.replace(/\d{12}/, '111122223333') },
      'ResourceNotFoundException',
    ],
    ['from a number that is no id', { OriginationIdentity: '+12065550100' }, 'ResourceNotFoundException'],
    ['with a configuration set that does not exist', { ConfigurationSetName: 'x' }, 'ResourceNotFoundException'],
    [
      'to a blocked country',
      { DestinationPhoneNumber: '+442079460958', ConfigurationSetName: 'agents' },
      'ConflictException',
    ],
  ])('is a text %s', async (_, changes, name) => {
    const { phone, messaging } = await startPhone();
    await expect(messaging.send(new SendTextMessageCommand({ ...text, ...changes }))).rejects.toMatchObject({ name });
    expect(phone.messages()).toEqual([]);
  });

  it.each<[string, Partial<SendVoiceMessageCommandInput>, string]>([
    ['in SSML', { MessageBodyTextType: 'SSML' }, 'ValidationException'],
    [
      'from a sender ID',
      { OriginationIdentity: OUR_POOL.replace('pool/pool-agents', 'sender-id/ACME/SE') },
      'ValidationException',
    ],
    [
      'to a blocked country',
      { DestinationPhoneNumber: '+12065550100', ConfigurationSetName: 'agents' },
      'ConflictException',
    ],
  ])('is a call %s', async (_, changes, name) => {
    const { messaging } = await startPhone();
    await expect(messaging.send(new SendVoiceMessageCommand({ ...text, ...changes }))).rejects.toMatchObject({ name });
  });

  it('says which calls it serves, when asked for another', async () => {
    const { messaging } = await startPhone();
    await expect(messaging.send(new DescribePoolsCommand({}))).rejects.toThrow(/SendTextMessage.*DescribePools/);
  });
});

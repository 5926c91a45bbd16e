import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CallInput, SmsInput } from '#shared/action/phone-content.ts';
import { askDryRun } from '#shared/execution/ask-dry-run.ts';
import { ownCapability } from '../../functions/execution/executors/own-capability.ts';
import { sendTextMessage, toTextMessage } from '../../functions/execution/executors/send-text-message.ts';
import { toVoiceMessage } from '../../functions/execution/executors/send-voice-message.ts';
import { rowOrDryRun } from '../../functions/execution/row-or-dry-run.ts';
import { anAction } from '../support/builders.ts';

const env = { ORIGINATION_IDENTITY: 'pool-1', CONFIGURATION_SET: 'agents', MAX_PRICE: undefined };
const to = '+46701740605';
const about = (capability: string) => ({ action: { ...anAction(), capability } }) as never;

describe('what is sent', () => {
  it('is the approved text, for 15 minutes', () => {
    expect(toTextMessage({ to, text: 'Hi' }, env)).toEqual({
      ...{ DestinationPhoneNumber: to, MessageBody: 'Hi', TimeToLive: 900 },
      ...{ OriginationIdentity: 'pool-1', ConfigurationSetName: 'agents' },
    });
  });

  it('is the approved call as plain text, for 10 minutes', () => {
    expect(toVoiceMessage({ to, text: '<speak>Hi</speak>', voiceId: 'AMY' }, env)).toEqual({
      ...{ DestinationPhoneNumber: to, MessageBody: '<speak>Hi</speak>', MessageBodyTextType: 'TEXT', VoiceId: 'AMY' },
      ...{ OriginationIdentity: 'pool-1', ConfigurationSetName: 'agents', TimeToLive: 600 },
    });
  });

  it('carries the most that it may cost, where that is set', () => {
    const priced = { ...env, MAX_PRICE: '0.50' };
    expect(toTextMessage({ to, text: 'Hi' }, priced)).toMatchObject({ MaxPrice: '0.50' });
    expect(toVoiceMessage({ to, text: 'Hi' }, priced)).toMatchObject({ MaxPricePerMinute: '0.50' });
  });

  it('accounts for every field of the content: a new one must be thought of here', () => {
    expect(Object.keys(SmsInput.shape)).toEqual(['to', 'text']);
    expect(Object.keys(CallInput.shape)).toEqual(['to', 'text', 'voiceId']);
  });
});

describe('an effect that must not begin', () => {
  const messaging = { send: () => Promise.reject(new Error('must not be called')) };
  const prepare = ownCapability('send_sms', SmsInput, sendTextMessage({ messaging, env }));
  const sms = (input: unknown) => ({ capability: 'send_email', input }) as never;

  it.each(['+46 70-174 06 05', '0701740605', '+46701740605,,5', '46701740605'])(
    'sends nothing to %s, which is not how the guardrail compared it',
    async (raw) => {
      expect(await prepare(sms({ to: raw, text: 'Hi' }), about('send_sms'))).toEqual({
        ...{ ready: false, result: { known: 'refused', code: 'not_a_number' } },
      });
    },
  );

  it.each([
    ['a call, which has the same fields', { to, text: 'Hi' }, 'make_call'],
    ['an email', { to: [to], subject: 'x', text: 'Hi' }, 'send_email'],
    ['a text message with a field too many', { to, text: 'Hi', voiceId: 'AMY' }, 'send_sms'],
  ])('refuses %s', async (_, input, capability) => {
    expect(await prepare(sms(input), about(capability))).toEqual({
      ...{ ready: false, result: { known: 'refused', code: 'wrong_executor' } },
    });
  });
});

describe('an executor that is invoked', () => {
  const tables = { client: { send: () => Promise.reject(new Error('tables are read')) }, work: 'w', ledger: 'l' };
  const deps = { tables, now: () => new Date(0), prepare: () => Promise.reject(new Error('effect')) } as never;
  const tryOut = {
    input: SmsInput,
    dryRun: async (input: SmsInput) => ({ dryRun: 'refused' as const, code: input.to }),
  };

  it('with content only tries it', async () => {
    const event = { dryRun: { input: { to, text: 'Hi' } } };
    expect(await rowOrDryRun(event, deps, tryOut)).toEqual({ dryRun: 'refused', code: to });
  });

  it('with the key of a row executes that', async () => {
    await expect(rowOrDryRun({ pk: 'act_1', round: 1 }, deps, tryOut)).rejects.toThrow('tables are read');
  });

  it('with anything else does neither', async () => {
    await expect(rowOrDryRun({ dryRun: { input: { to } } }, deps, tryOut)).rejects.toThrow(z.ZodError);
    await expect(rowOrDryRun({}, deps, tryOut)).rejects.toThrow(z.ZodError);
  });
});

describe('asking an executor for a dry run', () => {
  const answering = (answer: object) => ({ send: async () => answer }) as never;
  const payload = (value: unknown) => ({ Payload: Buffer.from(JSON.stringify(value)) });

  it('passes on what it says', async () => {
    const refused = { dryRun: 'refused', code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' };
    expect(await askDryRun(answering(payload(refused)), 'Sms', {})).toEqual(refused);
  });

  it.each([
    ['fails', { ...payload({ errorMessage: 'x' }), FunctionError: 'Unhandled' }],
    ['answers something else', payload({ state: 'executed' })],
    ['answers nothing', {}],
    ['answers what is no JSON', { Payload: Buffer.from('<') }],
  ])('goes on when the executor %s', async (_, answer) => {
    expect(await askDryRun(answering(answer), 'Sms', {})).toMatchObject({ dryRun: 'not_validated' });
  });

  it('goes on when the executor cannot be called', async () => {
    const broken = { send: () => Promise.reject(new z.ZodError([])) };
    expect(await askDryRun(broken, 'Sms', {})).toMatchObject({ dryRun: 'not_validated' });
  });
});

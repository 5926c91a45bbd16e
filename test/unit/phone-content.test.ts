import { VoiceId } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CallInput,
  SmsInput,
  summariseCall,
  summariseSms,
  toCallContent,
  toSmsContent,
} from '#shared/action/phone-content.ts';
import { VOICES } from '#shared/action/voices.ts';

const sms = { to: '+46 70-174 06 05', text: 'Your code is 1234.' };

describe('a text message and a call', () => {
  it('are stored with the number in E.164', () => {
    expect(toSmsContent(SmsInput.parse(sms))).toEqual({ to: '+46701740605', text: sms.text });
    expect(toCallContent(CallInput.parse({ ...sms, voiceId: 'ASTRID' }))).toEqual({
      ...{ to: '+46701740605', text: sms.text, voiceId: 'ASTRID' },
    });
  });

  it('keep a number that cannot be read as it was given, for people to see', () => {
    expect(toSmsContent({ ...sms, to: '070-174 06 05' }).to).toBe('070-174 06 05');
  });

  it('are the same when stored content is read again', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), fc.string(), (to, text) => {
      const once = toSmsContent({ to, text });
      expect(toSmsContent(once)).toEqual(once);
    });
    fc.assert(property);
  });

  it.each([
    ['another field', { from: '+12065550100' }],
    ['several numbers', { to: ['+46701740605'] }],
    ['no number', { to: '' }],
    ['nothing to say', { text: '' }],
    ['only blanks to say', { text: ' \n ' }],
    ['a carriage return', { text: 'a\r\nb' }],
    ['a tab', { text: 'a\tb' }],
    ['an escape', { text: 'a\u001b[2J' }],
    ['a NUL', { text: 'a\u0000' }],
  ])('are refused with %s', (_, over) => {
    expect(SmsInput.safeParse({ ...sms, ...over }).success).toBe(false);
    expect(CallInput.safeParse({ ...sms, ...over }).success).toBe(false);
  });

  it('take line breaks and every script', () => {
    expect(SmsInput.safeParse({ ...sms, text: 'Hej!\nVälkommen 👋 你好' }).success).toBe(true);
  });

  it('are at most as long as the service takes', () => {
    const fits = (schema: typeof SmsInput | typeof CallInput, length: number) =>
      schema.safeParse({ ...sms, text: 'x'.repeat(length) }).success;
    expect([fits(SmsInput, 1_600), fits(SmsInput, 1_601)]).toEqual([true, false]);
    expect([fits(CallInput, 3_000), fits(CallInput, 3_001)]).toEqual([true, false]);
  });

  it('know the voices of the service, and no others', () => {
    expect(VOICES).toEqual(Object.values(VoiceId));
    expect(CallInput.safeParse({ ...sms, voiceId: 'HAL' }).success).toBe(false);
  });
});

describe('the one line that lists show', () => {
  it('says what would be done, to whom, and how it begins', () => {
    expect(summariseSms({ to: '+46701740605', text: 'Hej!\n\nVi ses.' })).toBe('Text to +46701740605: Hej! Vi ses.');
    expect(summariseCall({ to: '+46701740605', text: 'Hej!' })).toBe('Call to +46701740605: Hej!');
  });

  it('is cut between characters, not inside one', () => {
    const line = summariseSms({ to: '+46701740605', text: '👋'.repeat(400) });
    expect([...line]).toHaveLength(200);
    expect(line.isWellFormed()).toBe(true);
  });
});

import { EventType } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { PHONE_EVENTS, TELLING_PHONE_EVENTS } from '../../functions/outcome/phone-events.ts';
import { readPhoneEvidence } from '../../functions/outcome/phone-evidence.ts';
import { readEvidence } from '../../functions/outcome/read-evidence.ts';

const context = { action: 'act_1', round: '1', claim: 'clm_1' };
const event = (eventType: string, over: object = {}) => ({
  ...{ eventType, eventVersion: '1.0', eventTimestamp: 1772442000000, isFinal: true, messageId: 'msg-1', context },
  ...{ originationPhoneNumber: '+12065550152', destinationPhoneNumber: '+14255550156', messageStatus: 'X' },
  ...over,
});

describe('an event of End User Messaging', () => {
  it.each([
    ['TEXT_SUCCESSFUL', 'sent'],
    ['TEXT_DELIVERED', 'sent'],
    ['TEXT_BLOCKED', 'after_sending'],
    ['TEXT_CARRIER_BLOCKED', 'after_sending'],
    ['TEXT_SPAM', 'after_sending'],
    ['TEXT_UNREACHABLE', 'after_sending'],
    ['TEXT_INVALID', 'not_sent'],
    ['TEXT_INVALID_MESSAGE', 'not_sent'],
    ['TEXT_PROTECT_BLOCKED', 'not_sent'],
    ['TEXT_CARRIER_UNREACHABLE', 'unclear'],
    ['TEXT_TTL_EXPIRED', 'unclear'],
    ['TEXT_UNKNOWN', 'unclear'],
    ['VOICE_RINGING', 'sent'],
    ['VOICE_ANSWERED', 'sent'],
    ['VOICE_COMPLETED', 'sent'],
    ['VOICE_BUSY', 'after_sending'],
    ['VOICE_NO_ANSWER', 'after_sending'],
    ['VOICE_FAILED', 'unclear'],
    ['VOICE_TTL_EXPIRED', 'unclear'],
  ])('%s says %s, of the attempt in its context', (kind, says) => {
    expect(readPhoneEvidence(event(kind))).toEqual({
      key: { pk: 'act_1', round: 1 },
      said: { claimId: 'clm_1', says, evidence: { kind, at: '2026-03-02T09:00:00.000Z', providerId: 'msg-1' } },
    });
    expect(TELLING_PHONE_EVENTS).toContain(kind);
  });

  it.each(['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_SENT', 'VOICE_INITIATED', 'TEXT_NEW_IN_2030', 'constructor'])(
    '%s says nothing of whether it was sent, and is not asked for',
    (kind) => {
      expect(readPhoneEvidence(event(kind))).toBeUndefined();
      expect(TELLING_PHONE_EVENTS).not.toContain(kind);
    },
  );

  it('is of a kind that was thought of: all that the service knows of texts and calls', () => {
    const known = Object.values(EventType).filter((type) => /^(TEXT|VOICE)_(?!ALL$)/.test(type));
    expect(Object.keys(PHONE_EVENTS).toSorted()).toEqual(known.toSorted());
  });

  it('of round 0 is about what the guardrail allowed', () => {
    const read = readPhoneEvidence(event('TEXT_DELIVERED', { context: { ...context, round: '0' } }));
    expect(read?.key).toEqual({ pk: 'G#act_1', round: 0 });
  });

  it.each([
    ['no context', undefined],
    ['a context of somebody else', { account: 'bar' }],
    ['no round', { ...context, round: '' }],
    ['a round that is none', { ...context, round: '-1' }],
    ['no claim', { ...context, claim: '' }],
  ])('with %s names no attempt: an error, and not passed over', (_, own) => {
    expect(() => readPhoneEvidence(event('TEXT_DELIVERED', { context: own }))).toThrow();
  });
});

describe('what starts the function', () => {
  it('is an event of End User Messaging in a message of SNS', () => {
    const Message = JSON.stringify(event('VOICE_ANSWERED'));
    const read = readEvidence({ Records: [{ EventSource: 'aws:sns', Sns: { Message } }] });
    expect(read?.said).toMatchObject({ says: 'sent', evidence: { kind: 'VOICE_ANSWERED' } });
  });

  it('is an event of SES as it stands', () => {
    const tags = { action: ['act_1'], round: ['1'], claim: ['clm_1'] };
    const detail = { eventType: 'Send', mail: { messageId: 'ses-1', tags } };
    expect(readEvidence({ source: 'aws.ses', time: '2026-03-02T09:00:00Z', detail })?.said.says).toBe('sent');
  });

  it.each([[{}], [{ Records: [] }], [{ Records: [{ EventSource: 'aws:s3', s3: {} }] }]])(
    'is an error when it is anything else: %j',
    (other) => {
      expect(() => readEvidence(other)).toThrow();
    },
  );
});

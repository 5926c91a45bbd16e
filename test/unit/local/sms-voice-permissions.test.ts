import { describe, expect, it } from 'vitest';
import type { AwsRequest } from '../../../infra/local/contract.ts';
import type { PhoneStore } from '../../../infra/local/sms-voice/phone.ts';
import { smsVoiceService } from '../../../infra/local/sms-voice/sms-voice-service.ts';

const nowhere: PhoneStore = {
  accept: () => Promise.reject(new Error('not in this test')),
  messages: () => [],
  nextAnswer: () => {},
  waitingAnswers: () => [],
  takeAnswer: () => undefined,
};
const ours = 'arn:aws:sms-voice:us-east-1:000000000000';
const message = {
  DestinationPhoneNumber: '+46701740605',
  MessageBody: 'Hi',
  OriginationIdentity: `${ours}:pool/pool-1`,
};

function checksOf(operation: string, changes: object = {}) {
  const request: AwsRequest = {
    ...{ service: 'sms-voice', caller: 'SmsExecutor', method: 'POST', url: '/' },
    headers: { 'x-amz-target': `PinpointSMSVoiceV2.${operation}` },
    body: Buffer.from(JSON.stringify({ ...message, ...changes })),
  };
  return smsVoiceService([], nowhere).permissions(request);
}

describe('what IAM is asked about a message', () => {
  it.each([
    ['SendTextMessage', `${ours}:pool/pool-1`, `${ours}:pool/pool-1`],
    ['SendVoiceMessage', `${ours}:phone-number/phone-1`, `${ours}:phone-number/phone-1`],
    ['SendTextMessage', 'pool-1', `${ours}:pool/pool-1`],
    ['SendTextMessage', 'phone-1', `${ours}:phone-number/phone-1`],
    ['SendTextMessage', `${ours}:sender-id/ACME/SE`, `${ours}:sender-id/ACME/SE`],
  ])('%s from %s: what it is sent from', (operation, OriginationIdentity, resource) => {
    const asked = [{ action: `sms-voice:${operation}`, resource, context: {} }];
    expect(checksOf(operation, { OriginationIdentity, ConfigurationSetName: 'agents' })).toEqual(asked);
  });

  it('is the same for a dry run, as IAM cannot tell the two apart', () => {
    expect(checksOf('SendTextMessage', { DryRun: true })).toEqual(checksOf('SendTextMessage'));
  });

  it('is nothing for what cannot be read or is not served, as serve refuses it', () => {
    expect(checksOf('SendTextMessage', { DestinationPhoneNumber: 'Ada' })).toEqual([]);
    expect(checksOf('SendMediaMessage')).toEqual([]);
  });
});

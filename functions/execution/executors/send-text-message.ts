import {
  type PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { SmsInput } from '#shared/action/phone-content.ts';
import type { DryRunResult } from '#shared/execution/dry-run.ts';
import type { Preparation } from '../effect.ts';
import { type AttemptOf, attemptContext, dryRunMessage, prepareMessage } from './attempt-message.ts';

export type TextSender = {
  messaging: Pick<PinpointSMSVoiceV2Client, 'send'>;
  env: { ORIGINATION_IDENTITY: string; CONFIGURATION_SET: string; MAX_PRICE?: string | undefined };
};

/** Seconds. The service's own 72 hours would let an approved text arrive three days later. */
const TEXT_LIVES_FOR = 900;

/** The effect of `send_sms`: one call of `SendTextMessage`. */
export function sendTextMessage({ messaging, env }: TextSender) {
  return ({ input }: { input: SmsInput }, about: AttemptOf): Preparation => {
    const message = toTextMessage(input, env);
    return prepareMessage(input.to, (claim) =>
      messaging.send(new SendTextMessageCommand({ ...message, Context: attemptContext(about, claim) })),
    );
  };
}

/** Asks the service what {@link dryRunMessage} says, of a text message. */
export function dryRunText({ messaging, env }: TextSender) {
  return (input: SmsInput): Promise<DryRunResult> =>
    dryRunMessage((limits) =>
      messaging.send(new SendTextMessageCommand({ ...toTextMessage(input, env), DryRun: true }), limits),
    );
}

/** The approved text in the service's terms: every field of it, and nothing that was not approved but who sends it. */
export function toTextMessage({ to, text }: SmsInput, env: TextSender['env']): SendTextMessageCommandInput {
  return {
    DestinationPhoneNumber: to,
    MessageBody: text,
    OriginationIdentity: env.ORIGINATION_IDENTITY,
    ConfigurationSetName: env.CONFIGURATION_SET,
    TimeToLive: TEXT_LIVES_FOR,
    ...(env.MAX_PRICE ? { MaxPrice: env.MAX_PRICE } : {}),
  };
}

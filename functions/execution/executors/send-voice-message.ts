import {
  type PinpointSMSVoiceV2Client,
  SendVoiceMessageCommand,
  type SendVoiceMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { CallInput } from '#shared/action/phone-content.ts';
import type { DryRunResult } from '#shared/execution/dry-run.ts';
import type { Preparation } from '../effect.ts';
import { type AttemptOf, attemptContext, dryRunMessage, prepareMessage } from './attempt-message.ts';

export type VoiceSender = {
  messaging: Pick<PinpointSMSVoiceV2Client, 'send'>;
  env: { ORIGINATION_IDENTITY: string; CONFIGURATION_SET: string; MAX_PRICE?: string | undefined };
};

/** Seconds. The service's own 72 hours would let an approved call ring in the middle of a later night. */
const CALL_LIVES_FOR = 600;

/** The effect of `make_call`: one call of `SendVoiceMessage`. */
export function sendVoiceMessage({ messaging, env }: VoiceSender) {
  return ({ input }: { input: CallInput }, about: AttemptOf): Preparation => {
    const message = toVoiceMessage(input, env);
    return prepareMessage(input.to, (claim) =>
      messaging.send(new SendVoiceMessageCommand({ ...message, Context: attemptContext(about, claim) })),
    );
  };
}

/** Asks the service what {@link dryRunMessage} says, of a call. */
export function dryRunVoice({ messaging, env }: VoiceSender) {
  return (input: CallInput): Promise<DryRunResult> =>
    dryRunMessage((limits) =>
      messaging.send(new SendVoiceMessageCommand({ ...toVoiceMessage(input, env), DryRun: true }), limits),
    );
}

/** The approved call in the service's terms. Its words are plain text, so that no markup in them is obeyed. */
export function toVoiceMessage(
  { to, text, voiceId }: CallInput,
  env: VoiceSender['env'],
): SendVoiceMessageCommandInput {
  return {
    DestinationPhoneNumber: to,
    MessageBody: text,
    MessageBodyTextType: 'TEXT',
    ...(voiceId ? { VoiceId: voiceId } : {}),
    OriginationIdentity: env.ORIGINATION_IDENTITY,
    ConfigurationSetName: env.CONFIGURATION_SET,
    TimeToLive: CALL_LIVES_FOR,
    ...(env.MAX_PRICE ? { MaxPricePerMinute: env.MAX_PRICE } : {}),
  };
}

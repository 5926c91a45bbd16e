import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';

/** AWS End User Messaging, tried once: the SDK's own retry would text or call again when just the reply was lost. */
export function openMessaging(timeoutMs = EFFECT_TIMEOUT_MS): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
  });
}

import { onTestFinished, vi } from 'vitest';
import { openMessaging } from '../../functions/execution/executors/messaging-client.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type PermissionCheck, type Resource } from '../../infra/local/contract.ts';
import { startAwsEndpoint } from '../../infra/local/endpoint/aws-endpoint.ts';
import { openPhone } from '../../infra/local/sms-voice/phone.ts';
import { smsVoiceService } from '../../infra/local/sms-voice/sms-voice-service.ts';
import { closing, emptyDirectory } from './closing.ts';

export const OUR_POOL = `arn:aws:sms-voice:${LOCAL_REGION}:${LOCAL_ACCOUNT}:pool/pool-agents`;

const PHONE_TEMPLATE: Resource[] = [
  {
    id: 'Countries',
    type: 'AWS::SMSVOICE::ProtectConfiguration',
    properties: {
      CountryRuleSet: {
        SMS: [{ CountryCode: 'GB', ProtectStatus: 'BLOCK' }],
        VOICE: [{ CountryCode: 'US', ProtectStatus: 'BLOCK' }],
      },
    },
  },
  {
    id: 'AgentPhone',
    type: 'AWS::SMSVOICE::ConfigurationSet',
    properties: { ConfigurationSetName: 'agents', ProtectConfigurationId: 'Countries' },
  },
];

/** The executors' own client, which finds its endpoint as a function does. It waits 300 ms for a reply. */
export function messagingAt(url: string) {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_REGION', LOCAL_REGION);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'LOCALSMSEXECUTOR');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const messaging = openMessaging(300);
  onTestFinished(() => {
    messaging.destroy();
    vi.unstubAllEnvs();
  });
  return messaging;
}

/**
 * The local End User Messaging behind the local AWS endpoint, and a client of it.
 * @param allowed what IAM says; everything unless given
 */
export async function startPhone({ directory, allowed }: { directory?: string; allowed?: boolean } = {}) {
  const phone = await openPhone(directory ?? (await emptyDirectory()));
  const checks: PermissionCheck[] = [];
  const endpoint = await closing(
    startAwsEndpoint({
      port: 0,
      callers: new Map([['LOCALSMSEXECUTOR', 'SmsExecutor']]),
      services: { 'sms-voice': smsVoiceService(PHONE_TEMPLATE, phone) },
      judge: (_, check) => {
        checks.push(check);
        return { allowed: allowed ?? true };
      },
    }),
  );
  return { phone, checks, messaging: messagingAt(endpoint.url) };
}

import { parsePhoneNumberFromString } from 'libphonenumber-js/min/es6';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Resource } from '../contract.ts';
import type { PhoneMessage } from './phone.ts';

const OURS = `arn:aws:sms-voice:${LOCAL_REGION}:${LOCAL_ACCOUNT}:`;

/**
 * The ARN of what a message is sent from, which IAM is asked about: a pool, phone number or sender ID, by ARN or id.
 * Numbers are rented and registered by hand, outside of the template: any one of this account is known.
 */
export function originationArn(identity: string): string | undefined {
  if (/^arn:/.test(identity)) return identity;
  const kind = /^(pool|phone)-/.exec(identity)?.[1];
  return kind && `${OURS}${kind === 'pool' ? 'pool' : 'phone-number'}/${identity}`;
}

/** Why a message cannot be sent from there, in the service's terms; undefined when it can. */
export function originationProblem({ kind, from }: PhoneMessage): [type: string, message: string] | undefined {
  const rest = originationArn(from)?.startsWith(OURS) ? originationArn(from)?.slice(OURS.length) : undefined;
  if (!rest || !/^(pool|phone-number|sender-id)\/\S+$/.test(rest)) {
    return ['ResourceNotFoundException', `No origination identity of this account is called ${from}: give its ARN.`];
  }
  return kind === 'call' && rest.startsWith('sender-id/')
    ? ['ValidationException', 'A call comes from a phone number or a pool, not from a sender ID.']
    : undefined;
}

const ConfigurationSet = z.object({
  ConfigurationSetName: z.string().optional(),
  ProtectConfigurationId: z.string().optional(),
});
const CountryRules = z.array(z.object({ CountryCode: z.string(), ProtectStatus: z.string() })).default([]);
const ProtectConfiguration = z.object({
  CountryRuleSet: z.object({ SMS: CountryRules, VOICE: CountryRules }).optional(),
});

/** By name, the configuration sets of the template: whether each lets a message into the country of its number. */
export function configurationSets(resources: Resource[]): Map<string, { blocks(message: PhoneMessage): boolean }> {
  const of = (wanted: string) => resources.filter(({ type }) => type === wanted);
  const protections = new Map(
    of('AWS::SMSVOICE::ProtectConfiguration').map(({ id, properties }) => [id, ProtectConfiguration.parse(properties)]),
  );
  return new Map(
    of('AWS::SMSVOICE::ConfigurationSet').map(({ id, properties }) => {
      const { ConfigurationSetName = id, ProtectConfigurationId = '' } = ConfigurationSet.parse(properties);
      const rules = protections.get(ProtectConfigurationId)?.CountryRuleSet;
      return [ConfigurationSetName, { blocks: (message) => isBlocked(rules, message) }];
    }),
  );
}

function isBlocked(rules: z.infer<typeof ProtectConfiguration>['CountryRuleSet'], { kind, to }: PhoneMessage): boolean {
  const country = parsePhoneNumberFromString(to)?.country;
  const blocked = (kind === 'text' ? rules?.SMS : rules?.VOICE)?.filter(
    ({ ProtectStatus }) => ProtectStatus === 'BLOCK',
  );
  return blocked?.some(({ CountryCode }) => CountryCode === country) ?? false;
}

import { Names, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnConfigurationSet, CfnProtectConfiguration } from 'aws-cdk-lib/aws-smsvoice';
import { Construct } from 'constructs';

export type PhoneProps = {
  /**
   * What texts and calls come from, as `pool/<id>` or `phone-number/<id>`. Numbers are rented and registered by hand,
   * with papers that a stack cannot file.
   */
  origination: string;
  /** Countries, as ISO 3166-1 alpha-2, that nothing is sent to, whatever an agent asks and a person approves. */
  blockedCountries?: readonly string[];
};

/** Outgoing texts and calls of agents: AWS End User Messaging, with a configuration set of their own. */
export class Phone extends Construct {
  readonly originationIdentity: string;
  readonly configurationSet: string;
  /** The set itself, for what wants its events; named, so that a policy can speak of it before it is there. */
  readonly set: CfnConfigurationSet;
  readonly setArn: string;
  /** IAM knows of what a message is sent from, and of nothing else: not of its number, nor of a dry run. */
  readonly text: PolicyStatement;
  readonly call: PolicyStatement;

  constructor(scope: Construct, id: string, { origination, blockedCountries = [] }: PhoneProps) {
    super(scope, id);
    this.originationIdentity = Stack.of(this).formatArn({ service: 'sms-voice', ...readOrigination(origination) });
    const rules = blockedCountries.map((countryCode) => ({ countryCode, protectStatus: 'BLOCK' }));
    const countries = new CfnProtectConfiguration(this, 'Countries', {
      ...(rules.length > 0 ? { countryRuleSet: { sms: rules, voice: rules } } : {}),
    });
    const configurationSetName = Names.uniqueResourceName(this, { maxLength: 64 });
    this.set = new CfnConfigurationSet(this, 'AgentPhone', {
      configurationSetName,
      protectConfigurationId: countries.attrProtectConfigurationId,
    });
    this.configurationSet = this.set.ref;
    this.setArn = Stack.of(this).formatArn({
      ...{ service: 'sms-voice', resource: 'configuration-set', resourceName: configurationSetName },
    });
    this.text = this.#may('sms-voice:SendTextMessage');
    this.call = this.#may('sms-voice:SendVoiceMessage');
  }

  #may(action: string): PolicyStatement {
    return new PolicyStatement({ actions: [action], resources: [this.originationIdentity] });
  }
}

function readOrigination(origination: string): { resource: string; resourceName: string } {
  const [, resource, resourceName] = /^(pool|phone-number)\/([A-Za-z0-9_-]+)$/.exec(origination) ?? [];
  if (!resource || !resourceName)
    throw new Error(`phoneOrigination is "${origination}": write pool/<id> or phone-number/<id>`);
  return { resource, resourceName };
}

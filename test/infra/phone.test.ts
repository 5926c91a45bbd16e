import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { Phone } from '../../infra/constructs/phone.ts';

function synthesized(blockedCountries: string[] = [], origination = 'pool/pool-1') {
  const stack = new Stack(new App(), 'S', { env: { account: '111122223333', region: 'eu-north-1' } });
  const phone = new Phone(stack, 'Phone', { origination, blockedCountries });
  const role = new Role(stack, 'Sms', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(phone.text);
  return Template.fromStack(stack);
}

describe('the phone of agents', () => {
  it('lets an executor send from one identity, by one operation', () => {
    const template = synthesized();
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'sms-voice:SendTextMessage',
            Effect: 'Allow',
            Resource: {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sms-voice:eu-north-1:111122223333:pool/pool-1']],
            },
          },
        ],
      },
    });
  });

  it('sends nothing to countries that are blocked, by text or by call', () => {
    const template = synthesized(['GB']);
    const rules = [{ CountryCode: 'GB', ProtectStatus: 'BLOCK' }];
    template.hasResourceProperties('AWS::SMSVOICE::ProtectConfiguration', {
      CountryRuleSet: { SMS: rules, VOICE: rules },
    });
    const sets = template.findResources('AWS::SMSVOICE::ConfigurationSet');
    expect(Object.values(sets)[0]?.Properties).toEqual({
      ProtectConfigurationId: { 'Fn::GetAtt': [expect.stringMatching(/^PhoneCountries/), 'ProtectConfigurationId'] },
    });
  });

  it.each(['pool-1', '+12065550100', 'sender-id/ACME/SE', 'pool/*', 'pool/'])('is not at %s', (origination) => {
    expect(() => synthesized([], origination)).toThrow('write pool/<id> or phone-number/<id>');
  });
});

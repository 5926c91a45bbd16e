import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { TELLING_PHONE_EVENTS } from '../../functions/outcome/phone-events.ts';
import { Phone } from '../../infra/constructs/phone.ts';
import { ofType, referencesIn, resourcesOf, synthesizedTemplate } from './synthesized.ts';

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
    expect(Object.values(sets)[0]?.Properties).toMatchObject({
      ProtectConfigurationId: { 'Fn::GetAtt': [expect.stringMatching(/^PhoneCountries/), 'ProtectConfigurationId'] },
    });
  });

  it.each(['pool-1', '+12065550100', 'sender-id/ACME/SE', 'pool/*', 'pool/'])('is not at %s', (origination) => {
    expect(() => synthesized([], origination)).toThrow('write pool/<id> or phone-number/<id>');
  });
});

describe('what becomes of texts and calls', () => {
  const resources = resourcesOf(synthesizedTemplate());
  const [[, topicPolicy] = []] = ofType(resources, 'AWS::SNS::TopicPolicy').filter(([id]) => id.includes('Phone'));
  const [[, set] = []] = ofType(resources, 'AWS::SMSVOICE::ConfigurationSet');
  const name = String(set?.ConfigurationSetName);

  it('is asked for by name: every event that says something, and no other', () => {
    expect(set?.EventDestinations).toEqual([
      {
        ...{ EventDestinationName: 'evidence', Enabled: true, MatchingEventTypes: TELLING_PHONE_EVENTS },
        SnsDestination: { TopicArn: { Ref: 'AgentPhoneEventsTopic' } },
      },
    ]);
    expect(TELLING_PHONE_EVENTS.length).toBeGreaterThan(15);
  });

  it('is published by the service for this configuration set alone, over TLS, to an encrypted topic', () => {
    expect(topicPolicy?.PolicyDocument).toMatchObject({
      Statement: [
        { Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        {
          ...{ Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'sms-voice.amazonaws.com' } },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: expect.anything() },
        },
      ],
    });
    expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(JSON.stringify(topicPolicy)).toContain(`:configuration-set/${name}"`);
    expect(referencesIn(resources.AgentPhoneEventsTopic?.Properties.KmsMasterKeyId)).toEqual(['AgentPhoneEventsKey']);
    const key = JSON.stringify(resources.AgentPhoneEventsKey?.Properties.KeyPolicy);
    expect(key).toContain('sms-voice.amazonaws.com');
  });

  it('finds the policy there before the first event', () => {
    const [id = ''] = ofType(resources, 'AWS::SMSVOICE::ConfigurationSet').map(([one]) => one);
    expect(resources[id]?.DependsOn).toEqual(['AgentPhoneEventsPolicy']);
  });

  it('starts Evidence, if it names an attempt; what cannot be delivered is kept', () => {
    const [[, subscription] = [], ...others] = ofType(resources, 'AWS::SNS::Subscription');
    expect(others).toEqual([]);
    expect(subscription).toMatchObject({
      ...{ Protocol: 'lambda', TopicArn: { Ref: 'AgentPhoneEventsTopic' } },
      ...{ FilterPolicyScope: 'MessageBody', FilterPolicy: { context: { claim: [{ exists: true }] } } },
    });
    expect(referencesIn(subscription?.Endpoint)).toEqual(['Evidence']);
    expect(referencesIn(subscription?.RedrivePolicy)).toEqual(['EvidenceDeadLetters']);
  });

  it('is tried again when its row is not there yet, and then kept', () => {
    expect(resources.EvidenceAsynchronous?.Properties).toMatchObject({ MaximumRetryAttempts: 2 });
  });
});

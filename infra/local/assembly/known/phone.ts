import { acts, inert, type Shape } from './shape.ts';

const shown = inert('texts and calls go to the phone page and not over the network');

export const phone = {
  'AWS::SMSVOICE::ConfigurationSet': {
    ConfigurationSetName: acts,
    DefaultSenderId: shown,
    EventDestinations: {
      Enabled: acts,
      EventDestinationName: inert('a label'),
      MatchingEventTypes: acts,
      SnsDestination: { TopicArn: acts },
    },
    MessageFeedbackEnabled: shown,
    ProtectConfigurationId: acts,
    Tags: inert('a label'),
  },
  'AWS::SMSVOICE::ProtectConfiguration': {
    CountryRuleSet: { SMS: acts, VOICE: acts, MMS: inert('no media messages are sent') },
    DeletionProtectionEnabled: inert('nothing is deleted here'),
    Tags: inert('a label'),
  },
} satisfies Record<string, Shape>;

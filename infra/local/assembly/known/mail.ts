import { acts, inert, only, type Shape } from './shape.ts';

const delivered = inert('mail goes to the mailbox page and not over the network');
const inbound = inert('no mail comes in from the network of one machine');

export const mail = {
  'AWS::SES::ConfigurationSet': {
    DeliveryOptions: delivered,
    Name: acts,
    ReputationOptions: delivered,
    SendingOptions: { SendingEnabled: only(true) },
    SuppressionOptions: delivered,
    Tags: inert('a label'),
    TrackingOptions: delivered,
  },
  'AWS::SES::ConfigurationSetEventDestination': {
    ConfigurationSetName: acts,
    EventDestination: {
      Enabled: acts,
      EventBridgeDestination: { EventBusArn: acts },
      MatchingEventTypes: acts,
      Name: inert('a label'),
    },
  },
  'AWS::SES::EmailIdentity': {
    DkimAttributes: delivered,
    DkimSigningAttributes: delivered,
    EmailIdentity: acts,
    FeedbackAttributes: delivered,
    MailFromAttributes: delivered,
    Tags: inert('a label'),
  },
  'AWS::SES::ReceiptRule': {
    After: inbound,
    Rule: {
      Actions: inbound,
      Enabled: inbound,
      Name: inbound,
      Recipients: inbound,
      ScanEnabled: inbound,
      TlsPolicy: inbound,
    },
    RuleSetName: inbound,
  },
  'AWS::SES::ReceiptRuleSet': { RuleSetName: acts },
} satisfies Record<string, Shape>;

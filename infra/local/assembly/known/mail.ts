import { acts, inert, only, type Shape } from './shape.ts';

const delivered = inert('mail goes to the mailbox page and not over the network');

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
    After: inert('there is one rule'),
    Rule: {
      Actions: {
        LambdaAction: { FunctionArn: acts, InvocationType: only('Event') },
        S3Action: { BucketName: acts, ObjectKeyPrefix: acts },
      },
      Enabled: acts,
      Name: acts,
      Recipients: acts,
      ScanEnabled: inert('what SES would find, a header of the mail says'),
      TlsPolicy: inert('mail comes from this machine only'),
    },
    RuleSetName: acts,
  },
  'AWS::SES::ReceiptRuleSet': { RuleSetName: acts },
} satisfies Record<string, Shape>;

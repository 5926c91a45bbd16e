import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { FlowFunction } from './flow-function.ts';
import type { Sender } from './mail.ts';

/**
 * What SES says later of the emails of one sender starts a function. The events come on the account's default bus, where
 * others may send mail too, so the rule names the sender's own configuration set, and the tag that all of its emails carry.
 */
export class MailEvents extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { sender, tag, starts }: { sender: Sender; tag: string; starts: FlowFunction },
  ) {
    super(scope, id);
    new Rule(this, 'Default', {
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [sender.configurationSet], [tag]: [{ exists: true }] } } },
      },
      targets: [
        new LambdaFunction(starts.lambda, {
          ...{ retryAttempts: 20, maxEventAge: Duration.hours(6) },
          deadLetterQueue: starts.deadLetters,
        }),
      ],
    });
  }
}

import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

/** One address that mail is sent from, with a configuration set of its own so that its reputation is its own. */
export type Sender = { address: string; configurationSet: string; send: PolicyStatement };

const whatBecameOfIt = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];

/** Of emails to people it matters only which do not reach them. */
const whatFailed = [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT];

/** Outgoing mail of one domain: from agents (`agents@agents.<domain>`) and from the system itself (`approvals@<domain>`). */
export class Mail extends Construct {
  readonly agents: Sender;
  readonly system: Sender;
  /** Of the addresses of agents. */
  readonly agentDomain: string;

  constructor(scope: Construct, id: string, { domain }: { domain: string }) {
    super(scope, id);
    new EmailIdentity(this, 'Domain', { identity: Identity.domain(domain), mailFromDomain: `bounce.${domain}` });
    this.agentDomain = `agents.${domain}`;
    this.agents = this.#sender('AgentMail', domain, `agents@${this.agentDomain}`, whatBecameOfIt);
    this.system = this.#sender('SystemMail', domain, `approvals@${domain}`, whatFailed);
  }

  #sender(id: string, domain: string, address: string, events: EmailSendingEvent[]): Sender {
    const set = new ConfigurationSet(this, id, {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    // SES knows no other bus of EventBridge than the account's default one.
    const destination = EventDestination.eventBus(EventBus.fromEventBusName(this, `${id}Bus`, 'default'));
    set.addEventDestination('Events', { destination, events });
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    const send = new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [arn('identity', domain), arn('configuration-set', set.configurationSetName)],
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    });
    return { address, configurationSet: set.configurationSetName, send };
  }
}

import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';
import type { EventEnvelope } from '../events/put-events.ts';
import { parseMailbox } from './addresses.ts';
import type { KeptMail } from './mailbox.ts';

/** What SES can say of an email's way to its mailbox. Opens, clicks and subscriptions tell of its reader, and are not here. */
export const SES_EVENT_TYPES = [
  'Delivery',
  'Bounce',
  'Complaint',
  'Reject',
  'Rendering Failure',
  'DeliveryDelay',
  'Send',
] as const satisfies SesEventType[];

export type SesEventType = keyof typeof ABOUT;

type Moment = { timestamp: string; recipients: string[] };

/** By event type: the name that EventBridge has for it, and the part of its detail that no other type has. */
const ABOUT = {
  Send: { detailType: 'Email Sent', own: () => ({ send: {} }) },
  Delivery: {
    detailType: 'Email Delivered',
    own: ({ timestamp, recipients }: Moment) => ({ delivery: { timestamp, recipients, smtpResponse: '250 2.0.0 OK' } }),
  },
  DeliveryDelay: {
    detailType: 'Email Delivery Delayed',
    own: ({ timestamp, recipients }: Moment) => ({
      deliveryDelay: { timestamp, delayType: 'MailboxFull', delayedRecipients: recipients.map(refusedWith('4.2.2')) },
    }),
  },
  Bounce: {
    detailType: 'Email Bounced',
    own: ({ timestamp, recipients }: Moment) => ({
      bounce: {
        ...{ timestamp, feedbackId: randomUUID(), bounceType: 'Permanent', bounceSubType: 'NoEmail' },
        bouncedRecipients: recipients.map(refusedWith('5.1.1')),
      },
    }),
  },
  Complaint: {
    detailType: 'Email Complaint Received',
    own: ({ timestamp, recipients }: Moment) => ({
      complaint: {
        ...{ timestamp, feedbackId: randomUUID(), complaintFeedbackType: 'abuse' },
        complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      },
    }),
  },
  Reject: { detailType: 'Email Rejected', own: () => ({ reject: { reason: 'Bad content' } }) },
  'Rendering Failure': {
    detailType: 'Email Rendering Failed',
    own: () => ({ failure: { errorMessage: 'Failed, as the mailbox was told to.', templateName: 'none' } }),
  },
} as const;

/**
 * An event of SES about a mail, as EventBridge brings it.
 * @param at when it came to be
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html
 */
export function toSesEvent(mail: KeptMail, eventType: SesEventType, at: string): EventEnvelope {
  const { messageId, sentAt, from, to, cc, bcc, configurationSet = '' } = mail;
  const { detailType, own } = ABOUT[eventType];
  const destination = [...to, ...cc, ...bcc];
  const recipients = destination.map((written) => parseMailbox(written)?.address ?? written);
  const given = Object.fromEntries(mail.tags.map(({ name, value }) => [name, [value]]));
  const tags = { ...given, 'ses:configuration-set': [configurationSet] };
  return {
    ...{ version: '0', id: randomUUID(), 'detail-type': detailType, source: 'aws.ses' },
    ...{ account: LOCAL_ACCOUNT, region: LOCAL_REGION, time: at.replace(/\.\d{3}Z$/, 'Z') },
    resources: [`arn:aws:ses:${LOCAL_REGION}:${LOCAL_ACCOUNT}:configuration-set/${configurationSet}`],
    detail: {
      eventType,
      mail: { timestamp: sentAt, messageId, source: from, destination, tags },
      ...own({ timestamp: at, recipients }),
    },
  };
}

function refusedWith(status: string) {
  return (emailAddress: string) => ({ emailAddress, status, diagnosticCode: `smtp; 550 ${status}` });
}

import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SYSTEM_NAME } from '#shared/guardrail/judge-sender.ts';
import type { Person } from '#shared/people/person.ts';
import type { WrittenMail } from './mail-text.ts';

/** What notices are sent with. */
export type NoticeMail = {
  ses: Pick<SESv2Client, 'send'>;
  env: { SYSTEM_SENDER: string; CONFIGURATION_SET: string; CONSOLE_URL: string };
};

/**
 * Sends an email to a person. Its sender is one that no agent can have. The tag says whose it is, for the event that comes
 * when it bounces. Mail programs show a button that turns these emails off, and call the link by a POST (RFC 8058).
 */
export async function sendMail({ ses, env }: NoticeMail, person: Person, mail: WrittenMail): Promise<void> {
  const { subject, text, html, unsubscribe } = mail;
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: `"${SYSTEM_NAME}" <${env.SYSTEM_SENDER}>`,
      Destination: { ToAddresses: [person.email] },
      ConfigurationSetName: env.CONFIGURATION_SET,
      EmailTags: [{ Name: 'person', Value: person.personId }],
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
          Headers: [
            { Name: 'Auto-Submitted', Value: 'auto-generated' },
            { Name: 'List-Unsubscribe', Value: `<${unsubscribe}>` },
            { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
          ],
        },
      },
    }),
  );
}

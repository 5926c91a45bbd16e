import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Action } from '#shared/action/action.ts';
import type { Person } from '#shared/people/person.ts';

/** What notices are sent with. */
export type NoticeMail = {
  ses: Pick<SESv2Client, 'send'>;
  env: { SYSTEM_SENDER: string; CONFIGURATION_SET: string; CONSOLE_URL: string };
};

const ASKED: Record<Action['capability'], string> = {
  send_email: 'send an email',
  send_sms: 'send a text message',
  make_call: 'make a phone call',
  http_request: 'send a web request',
  use_tool: 'use one of its tools',
};

/**
 * The email that follows a bell entry. It says which agent asks for what kind of thing and where to look, and holds
 * nothing of the content: mailboxes are shared and forwarded. Nothing in it decides; the link opens a page that needs
 * a sign-in.
 */
export async function sendNotice({ ses, env }: NoticeMail, person: Person, action: Action): Promise<void> {
  const asks = `${oneLine(action.agentName)} asks to ${ASKED[action.capability]}`;
  const link = `${env.CONSOLE_URL}/#/approvals/${action.actionId}`;
  const text = [
    `Hello ${oneLine(person.name)},`,
    `${asks}. It waits for your approval and nothing is sent before.`,
    `See it in full and decide:\n${link}`,
    'You get this because you turned on emails for approvals in Countersign.',
  ].join('\n\n');
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: `"Countersign" <${env.SYSTEM_SENDER}>`,
      Destination: { ToAddresses: [person.email] },
      ConfigurationSetName: env.CONFIGURATION_SET,
      Content: {
        Simple: {
          Subject: { Data: `${asks}`, Charset: 'UTF-8' },
          Body: { Text: { Data: `${text}\n`, Charset: 'UTF-8' } },
          Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
    }),
  );
}

/** Names come from people; in a subject they must not end the line. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ').trim();
}

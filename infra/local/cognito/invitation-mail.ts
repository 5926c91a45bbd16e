import * as z from 'zod';
import type { Mail } from '../ses/mail.ts';

const Invitation = z.object({
  AdminCreateUserConfig: z.object({
    InviteMessageTemplate: z.object({ EmailSubject: z.string(), EmailMessage: z.string() }),
  }),
});

/** What Cognito sends to who was invited, as the template words it. The password is none: here nobody needs one. */
export function invitationMail(pool: Record<string, unknown>, to: string): Mail {
  const { EmailSubject, EmailMessage } = Invitation.parse(pool).AdminCreateUserConfig.InviteMessageTemplate;
  const html = EmailMessage.replaceAll('{username}', to).replaceAll('{####}', '(none on this machine)');
  return {
    ...{ from: 'no-reply@verificationemail.com', to: [to], cc: [], bcc: [], replyTo: [], subject: EmailSubject },
    ...{ headers: [], html, attachments: [], tags: [] },
  };
}

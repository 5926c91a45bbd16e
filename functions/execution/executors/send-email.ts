import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { EmailInput } from '#shared/action/email-content.ts';
import type { Attempt, EffectResult } from '../execute-action.ts';
import { classifySesError } from './classify-ses-error.ts';

type Sender = { ses: Pick<SESv2Client, 'send'>; env: { AGENT_SENDER: string; CONFIGURATION_SET: string } };

/** The effect of `send_email`: one call of SES v2 `SendEmail`. */
export function sendEmail({ ses, env }: Sender) {
  return async (content: { input: EmailInput }, { action, claimId, round }: Attempt): Promise<EffectResult> => {
    const message = toSesMessage(content.input, { sender: env.AGENT_SENDER, agentName: action.agentName });
    try {
      const { MessageId } = await ses.send(
        new SendEmailCommand({
          ...message,
          ConfigurationSetName: env.CONFIGURATION_SET,
          // Comes back in delivery events, which can thus say of this very attempt that it was sent.
          EmailTags: [
            { Name: 'action', Value: action.actionId },
            { Name: 'round', Value: String(round) },
            { Name: 'claim', Value: claimId },
          ],
        }),
      );
      return MessageId
        ? { known: 'done', code: 'accepted', providerId: MessageId }
        : { known: 'unknown', code: 'no_message_id' };
    } catch (error) {
      return classifySesError(error);
    }
  };
}

/** The approved email in SES's terms: every field of it, and nothing that was not approved but who sends it. */
export function toSesMessage(email: EmailInput, from: { sender: string; agentName: string }): SendEmailCommandInput {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    FromEmailAddress: `${quoted(from.agentName)} <${from.sender}>`,
    Destination: { ToAddresses: email.to, CcAddresses: email.cc, BccAddresses: email.bcc },
    ReplyToAddresses: email.replyTo,
    Content: {
      Simple: {
        Subject: utf8(email.subject),
        Body: { Text: utf8(email.text) },
        // RFC 3834: keeps out-of-office answers from starting a conversation between machines.
        Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
      },
    },
  };
}

/** A display name as an RFC 5322 quoted-string, or an RFC 2047 encoded-word where it is not ASCII. */
function quoted(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
  // An encoded-word has at most 75 characters: 10 characters are at most 40 bytes, 56 in base64.
  const words = [...name].flatMap((_, i, all) => (i % 10 === 0 ? [all.slice(i, i + 10).join('')] : []));
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

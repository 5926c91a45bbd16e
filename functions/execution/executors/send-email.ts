import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { EmailInput } from '#shared/action/email-content.ts';
import { type FileStore, loadStoredFile } from '#shared/files/read-stored-file.ts';
import { type About, type EffectResult, notReady, type Preparation } from '../effect.ts';
import { classifySesError } from './classify-ses-error.ts';
import { toSesMessage } from './ses-message.ts';

type Sender = {
  ses: Pick<SESv2Client, 'send'>;
  files: FileStore;
  env: { AGENT_SENDER: string; CONFIGURATION_SET: string };
};

/** The effect of `send_email`: its files are read and compared with what was approved, then one call of `SendEmail`. */
export function sendEmail({ ses, files, env }: Sender) {
  return async (
    { input }: { input: EmailInput },
    { action, round, signal }: Pick<About, 'action' | 'round' | 'signal'>,
  ): Promise<Preparation> => {
    const loaded = await Promise.all((input.attachments ?? []).map((file) => loadStoredFile(files, file, signal)));
    const missing = loaded.filter((each) => !each.loaded);
    const worst = missing.find(({ known }) => known === 'refused') ?? missing[0];
    if (worst) return notReady(worst.known, worst.code);
    const bytes = loaded.flatMap((each) => (each.loaded ? [each.bytes] : []));
    const { agentId, agentName } = action;
    const from = { sender: env.AGENT_SENDER, agentId, agentName };
    const message = toSesMessage(input, from, bytes);
    return { ready: true, send: (claimId) => sendMessage(message, { action, claimId, round }) };
  };

  async function sendMessage(
    message: SendEmailCommandInput,
    { action, claimId, round }: Pick<About, 'action' | 'round'> & { claimId: string },
  ): Promise<EffectResult> {
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
  }
}

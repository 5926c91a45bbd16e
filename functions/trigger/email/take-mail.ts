import { MessageId } from '#shared/action/email-threading.ts';
import { addIncoming, RefusedBeside } from '#shared/agent/message-table.ts';
import { derivedId } from '#shared/ids.ts';
import { log } from '#shared/log.ts';
import { countSender, countThread } from '#shared/trigger/mail-limits.ts';
import { findConversation, receivedItem } from '#shared/trigger/mail-table.ts';
import { answeredMails } from '#shared/trigger/mail-thread.ts';
import type { Refusal } from '#shared/trigger/refusal.ts';
import { startAgent } from '#shared/trigger/start-agent.ts';
import { startedItem } from '#shared/trigger/started-run.ts';
import { deliveryItem, type EmailTrigger } from '#shared/trigger/trigger.ts';
import { isKnownDelivery } from '#shared/trigger/trigger-table.ts';
import { keepAttachments } from './keep-attachments.ts';
import { mailData } from './mail-data.ts';
import { headersOf, type ReadMail } from './read-mail.ts';
import type { MailDeps } from './receive-mail.ts';

type Taken = { sesId: string; mail: ReadMail; trigger: EmailTrigger; sender: string; authenticated: boolean };

/**
 * Lets a mail that passed start its agent, or go on with the conversation that it answers. Once: by the id that SES gave
 * it, and by its own among the mails of that agent. Returns why it may not, where there were too many.
 */
export async function takeMail(deps: MailDeps, taken: Taken): Promise<Refusal | undefined> {
  const { tables, now } = deps;
  const { sesId, mail, trigger, sender, authenticated } = taken;
  const { triggerId, agentId } = trigger;
  // Before its files are stored again.
  if (await isKnownDelivery(tables, triggerId, sesId)) return undefined;
  const answered = answeredMails(headersOf(mail, 'in-reply-to')[0], headersOf(mail, 'references')[0]);
  const found = await findConversation(tables, answered, agentId);
  const messageId = MessageId.safeParse(headersOf(mail, 'message-id')[0]).data;
  const attachments = await keepAttachments(deps.files, { agentId, sesId }, mail.attachments);
  const data = mailData(mail, { sender, authenticated, messageId, attachments });
  const conversationId = found?.conversationId ?? derivedId('cnv', triggerId, sesId);
  const fences = messageId === undefined ? [] : [receivedItem({ agentId, conversationId }, messageId)];
  const counted = countSender(tables, triggerId, `${authenticated} ${sender}`, now());
  try {
    if (found) await goOn(deps, taken, conversationId, data, { fences, also: [counted] });
    else await begin(deps, taken, data, { fences, also: [counted] });
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedBeside)) throw error;
    return error.at === 0 ? 'sender_limit' : 'thread_limit';
  }
}

type Written = { fences: readonly Record<string, unknown>[]; also: readonly ReturnType<typeof countSender>[] };

async function begin({ tables, now }: MailDeps, taken: Taken, data: string, written: Written): Promise<void> {
  const { sesId, trigger, sender, authenticated } = taken;
  const provenance = { sender, authentication: authenticated ? ('dmarc_pass' as const) : ('none' as const) };
  const text = `A mail came to "${trigger.name}":`;
  const start = { trigger, deliveryId: sesId, text, data, provenance, untrusted: !authenticated, ...written };
  await startAgent(tables, start, now());
}

async function goOn(
  { tables, now }: MailDeps,
  { sesId, trigger, authenticated }: Taken,
  conversationId: string,
  data: string,
  { fences, also }: Written,
): Promise<void> {
  const { triggerId, trusted } = trigger;
  const listed = startedItem({ triggerId, conversationId, continued: true }, now());
  const added = await addIncoming(
    tables,
    conversationId,
    { source: 'email', text: 'An answer came by mail:', data },
    [deliveryItem(triggerId, sesId, now()), ...fences],
    now(),
    {
      also: [
        ...also,
        countThread(tables, triggerId, conversationId, now()),
        { Put: { TableName: tables.work, Item: listed } },
      ],
      taints: !authenticated || !trusted,
    },
  );
  log.info(added ? 'conversation continued' : 'mail repeated', { triggerId, conversationId, messageId: sesId });
}

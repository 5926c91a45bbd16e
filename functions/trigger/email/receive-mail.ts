import { log } from '#shared/log.ts';
import type { WorkTable } from '#shared/tables.ts';
import { findConversation, readEmailTriggerOf, readTriggerOfAddress } from '#shared/trigger/mail-table.ts';
import { answeredMails } from '#shared/trigger/mail-thread.ts';
import type { Refusal } from '#shared/trigger/refusal.ts';
import type { NoteRefusal } from '#shared/trigger/refusal-table.ts';
import { whyNotNow } from '#shared/trigger/start-agent.ts';
import type { EmailTrigger } from '#shared/trigger/trigger.ts';
import { fetchMail, type MailStore } from './fetch-mail.ts';
import { judgeMail, type OwnMail } from './judge-mail.ts';
import type { AttachmentStore } from './keep-attachments.ts';
import { headersOf, type ReadMail } from './read-mail.ts';
import type { SesReceipt } from './ses-receipt.ts';
import { takeMail } from './take-mail.ts';

export type MailDeps = {
  tables: WorkTable;
  mails: MailStore;
  files: AttachmentStore;
  own: OwnMail;
  /** What stands before `@` in the address that all agents send from. */
  sharedLocalPart: string;
  noteRefusal: NoteRefusal;
  now: () => Date;
};

/**
 * Takes a mail to one or several agents' addresses. Whatever is refused gets no answer at all: an answer to a mail that
 * somebody forged goes to somebody else. Nothing here throws for what is in a mail, only for what may work the next time.
 */
export async function receiveMail(deps: MailDeps, receipt: SesReceipt): Promise<void> {
  const localParts = localPartsOf(receipt.recipients, deps.own.agentDomain);
  const triggers = await triggersOf(deps, localParts);
  const answers = localParts.includes(deps.sharedLocalPart);
  if (triggers.length === 0 && !answers) return log.info('mail to nobody', { messageId: receipt.sesId });
  const mail = await fetchMail(deps.mails, receipt.sesId);
  if ('refused' in mail) return refuse(deps, receipt, triggers, mail.refused);
  const answered = answers ? await triggerOfAnswer(deps, mail) : undefined;
  if (answered) triggers.push(answered);
  const distinct = new Map(triggers.map((trigger) => [trigger.triggerId, trigger]));
  for (const trigger of distinct.values()) await receive(deps, receipt, mail, trigger);
}

async function receive(deps: MailDeps, receipt: SesReceipt, mail: ReadMail, trigger: EmailTrigger): Promise<void> {
  const paused = await whyNotNow(deps.tables, trigger);
  if (paused) return refuse(deps, receipt, [trigger], paused);
  const { envelopeFrom, verdicts } = receipt;
  const judged = judgeMail({ headers: mail.headers, envelopeFrom, verdicts }, trigger, deps.own);
  if (!judged.taken) return refuse(deps, receipt, [trigger], judged.reason);
  const refused = await takeMail(deps, { sesId: receipt.sesId, mail, trigger, ...judged });
  if (refused) await refuse(deps, receipt, [trigger], refused);
}

async function refuse(
  { noteRefusal }: MailDeps,
  { sesId }: SesReceipt,
  triggers: readonly EmailTrigger[],
  reason: Refusal,
): Promise<void> {
  for (const { triggerId } of triggers) {
    log.info('mail refused', { triggerId, messageId: sesId, reason });
    await noteRefusal(triggerId, reason);
  }
}

function localPartsOf(recipients: readonly string[], agentDomain: string): string[] {
  const suffix = `@${agentDomain}`;
  const ours = recipients.map((each) => each.toLowerCase()).filter((each) => each.endsWith(suffix));
  return [...new Set(ours.map((each) => each.slice(0, -suffix.length)))].slice(0, MOST_RECIPIENTS);
}

/** A mail to more agents than that is no mail to any of them. */
const MOST_RECIPIENTS = 10;

async function triggersOf({ tables }: MailDeps, localParts: readonly string[]): Promise<EmailTrigger[]> {
  const found = await Promise.all(localParts.map((localPart) => readTriggerOfAddress(tables, localPart)));
  return found.filter((trigger) => trigger !== undefined);
}

/** Agents send from one address: an answer to it belongs to the agent that sent what it answers. */
async function triggerOfAnswer({ tables }: MailDeps, mail: ReadMail): Promise<EmailTrigger | undefined> {
  const answered = answeredMails(headersOf(mail, 'in-reply-to')[0], headersOf(mail, 'references')[0]);
  const conversation = await findConversation(tables, answered, undefined);
  return conversation && readEmailTriggerOf(tables, conversation.agentId);
}

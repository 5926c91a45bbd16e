import { EmailInput } from '#shared/action/email-content.ts';
import type { ApprovalCard } from '#shared/routes/approval-replies.ts';
import type { ShownMail } from '../local/pages/mail-attachments.ts';
import type { Running } from '../local/running.ts';
import { mailTo, type SignedInPerson } from './system.ts';

/** The action whose tool call had this outcome. */
export async function askedAction(
  person: SignedInPerson,
  conversationId: string,
  outcome: string,
): Promise<string | undefined> {
  const { entries } = await person.conversation(conversationId);
  const told = entries.map((entry) =>
    entry.kind === 'answered' ? (entry.outcome as { outcome?: string; actionId?: string }) : {},
  );
  return told.find((each) => each.outcome === outcome)?.actionId;
}

/** Its card, once it waits in the list. */
export async function pendingCard(person: SignedInPerson, actionId: string): Promise<ApprovalCard | undefined> {
  const listed = (await person.pending()).some((item) => item.actionId === actionId);
  const card = await person.card(actionId);
  return listed && card.state === 'pending' ? card : undefined;
}

/** What the agent was told of a decision, in our words. */
export async function toldOutcome(
  person: SignedInPerson,
  conversationId: string,
  actionId: string,
): Promise<string | undefined> {
  const { entries } = await person.conversation(conversationId);
  const told = entries.find(
    (entry) =>
      entry.kind === 'incoming' &&
      entry.source === 'outcome' &&
      (entry.data as { actionId?: string }).actionId === actionId,
  );
  return told?.kind === 'incoming' ? told.text : undefined;
}

/** What the mailbox holds of this action: its ledger names the messages that the mail service accepted. */
export async function sentBy(running: Running, address: string, { history }: ApprovalCard): Promise<ShownMail[]> {
  const ids = history.flatMap(({ providerId }) => providerId ?? []);
  return (await mailTo(running, address)).filter(({ messageId }) => ids.includes(messageId));
}

/** The email of a card. */
export function emailOf({ content }: ApprovalCard): EmailInput | undefined {
  return EmailInput.safeParse(content).data;
}

/** Compares what arrived with what was on the card, field by field and byte by byte. */
export function isExactly(mail: ShownMail, content: EmailInput | undefined): boolean {
  if (!content) return false;
  const same = (a: string | undefined, b: string) => Buffer.from(a ?? '').equals(Buffer.from(b));
  const sameList = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
    JSON.stringify(a ?? []) === JSON.stringify(b ?? []);
  const recipients = sameList(mail.to, content.to) && sameList(mail.cc, content.cc) && sameList(mail.bcc, content.bcc);
  return (
    recipients &&
    sameList(mail.replyTo, content.replyTo) &&
    same(mail.subject, content.subject) &&
    same(mail.text, content.text) &&
    same(mail.html, content.html ?? '') &&
    sameList(sums(mail.attachments), sums(content.attachments))
  );
}

function sums(files: readonly { sha256: string }[] = []): string[] {
  return files.map(({ sha256 }) => sha256);
}

import type { EmailInput } from '#shared/action/email-content.ts';
import type { ApprovalCard } from '../../functions/approval/read-card.ts';
import type { Running } from '../local/running.ts';
import type { KeptMail } from '../local/ses/mailbox.ts';
import { confirm, observe } from './observe.ts';
import { mailTo, type SignedInPerson, sendWebhook, signIn } from './system.ts';

const DANA = 'dana@customer.example';
const RECORDS = 'records@acme.example';

/** Tells the story against a running system; every line is something that was seen there just now. */
export async function tellStory(running: Running): Promise<void> {
  const olivia = await signIn(running, 'per_olivia');
  console.log('\nAn email that a person approves');
  await approvedEmail(running, olivia);
  console.log('\nAn email that a person rejects');
  await rejectedEmail(running, olivia);
  console.log('\nAn email that a rule blocks');
  await blockedEmail(running, olivia);
}

async function approvedEmail(running: Running, olivia: SignedInPerson): Promise<void> {
  const toDana = (await mailTo(running, DANA)).length;
  const toRecords = (await mailTo(running, RECORDS)).length;
  const conversationId = await startInvoiceHelper(running, { name: 'Dana', email: DANA });
  const actionId = await observe(
    'The agent asked to email dana@customer.example, which is outside its list, and was told: pending_approval',
    () => askedAction(olivia, conversationId, 'pending_approval'),
  );
  const card = await observe(
    (seen: ApprovalCard) => `The action is ${seen.state}; it was asked because of: ${seen.judgement.rule}`,
    async () => pendingCard(olivia, actionId),
  );
  await observe('Olivia has a bell notification', async () =>
    (await olivia.bell()).items.some((item) => item.actionId === actionId),
  );
  await observe('Olivia has an email with a link to it, and nothing of its content', async () => {
    const notice = (await mailTo(running, 'olivia@acme.example')).find(({ text }) =>
      text?.includes(`/#/approvals/${actionId}`),
    );
    return notice && !JSON.stringify(notice).includes(DANA);
  });
  await confirm('Nothing was sent to Dana so far', async () => (await mailTo(running, DANA)).length === toDana);
  showContent(card);

  const decision = { verdict: 'approve', notifyAgent: true } as const;
  await observe(
    'Olivia approved it, with "notify agent" ticked',
    async () => (await olivia.decide(card, decision)).status === 200,
  );
  await observe('The email arrived, byte for byte what she approved', async () => {
    const [mail] = await sentBy(running, DANA, await olivia.card(actionId));
    return mail && isExactly(mail, card.content);
  });
  await observe(
    (seen: string) => `The agent was told: ${seen}`,
    async () => toldOutcome(olivia, conversationId, actionId),
  );
  await observe(
    'The agent took its next step: an email to records@acme.example, inside its list, sent without asking',
    async () => {
      return (
        (await mailTo(running, RECORDS)).length === toRecords + 1 &&
        (await askedAction(olivia, conversationId, 'executed'))
      );
    },
  );
  await confirm('Dana got exactly one email of it', async () => (await mailTo(running, DANA)).length === toDana + 1);
  await observe('The bell entry resolved itself', async () => {
    const entry = (await olivia.bell()).items.find((item) => item.actionId === actionId);
    return entry?.resolved?.decidedBy === 'Olivia Owner';
  });
}

async function rejectedEmail(running: Running, olivia: SignedInPerson): Promise<void> {
  const rudi = 'rudi@elsewhere.example';
  const before = (await mailTo(running, rudi)).length;
  const conversationId = await startInvoiceHelper(running, { name: 'Rudi', email: rudi });
  const actionId = await observe('The agent asked to email rudi@elsewhere.example', () =>
    askedAction(olivia, conversationId, 'pending_approval'),
  );
  const card = await observe(
    (seen: ApprovalCard) => `The action is ${seen.state}`,
    async () => pendingCard(olivia, actionId),
  );
  const decision = { verdict: 'reject', notifyAgent: true, note: 'We do not know this customer.' } as const;
  await observe(
    'Olivia rejected it: "We do not know this customer."',
    async () => (await olivia.decide(card, decision)).status === 200,
  );
  await observe(
    (seen: string) => `The agent was told: ${seen}`,
    async () => toldOutcome(olivia, conversationId, actionId),
  );
  await confirm('The action is rejected', async () => (await olivia.card(actionId)).state === 'rejected');
  await confirm('Approving it now is refused: it was decided', async () => {
    const { status, body } = await olivia.decide(card, { verdict: 'approve', notifyAgent: false });
    return status === 409 && (body as { code?: string }).code === 'ALREADY_DECIDED';
  });
  await confirm('Nothing was sent to Rudi', async () => (await mailTo(running, rudi)).length === before);
}

async function blockedEmail(running: Running, olivia: SignedInPerson): Promise<void> {
  const press = 'press@elsewhere.example';
  const payload = { type: 'stock.low', item: 'paper', left: 3, reportTo: press };
  const sent = await observe('A signed webhook "stock is low" started the agent Stock reporter', async () => {
    const answer = await sendWebhook(running, 'trg_stock', payload);
    return answer.status === 202 && answer.body;
  });
  const actionId = await observe('The agent asked to email press@elsewhere.example, and was told: blocked', () =>
    askedAction(olivia, sent.conversationId, 'blocked'),
  );
  await confirm('Nobody was asked', async () => !(await olivia.pending()).some((item) => item.actionId === actionId));
  await confirm('Nothing was sent to the press', async () => (await mailTo(running, press)).length === 0);
}

async function startInvoiceHelper(running: Running, customer: { name: string; email: string }): Promise<string> {
  const payload = { type: 'invoice.question', customer, invoice: '1043' };
  const { conversationId } = await observe(
    `A signed webhook "customer ${customer.name} asks about invoice 1043" started the agent Invoice helper`,
    async () => {
      const answer = await sendWebhook(running, 'trg_invoices', payload);
      return answer.status === 202 && answer.body;
    },
  );
  return conversationId;
}

/** The action whose tool call had this outcome. */
async function askedAction(
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

async function pendingCard(person: SignedInPerson, actionId: string): Promise<ApprovalCard | undefined> {
  const listed = (await person.pending()).some((item) => item.actionId === actionId);
  const card = await person.card(actionId);
  return listed && card.state === 'pending' ? card : undefined;
}

/** What the agent was told of a decision, in our words. */
async function toldOutcome(
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
async function sentBy(running: Running, address: string, { history }: ApprovalCard): Promise<KeptMail[]> {
  const ids = history.flatMap(({ providerId }) => providerId ?? []);
  return (await mailTo(running, address)).filter(({ messageId }) => ids.includes(messageId));
}

/** Compares what arrived with what was on the card, field by field and byte by byte. */
function isExactly(mail: KeptMail, content: EmailInput | undefined): boolean {
  if (!content) return false;
  const same = (a: string | undefined, b: string) => Buffer.from(a ?? '').equals(Buffer.from(b));
  const sameList = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
    JSON.stringify(a ?? []) === JSON.stringify(b ?? []);
  const recipients = sameList(mail.to, content.to) && sameList(mail.cc, content.cc) && sameList(mail.bcc, content.bcc);
  return (
    recipients &&
    sameList(mail.replyTo, content.replyTo) &&
    same(mail.subject, content.subject) &&
    same(mail.text, content.text)
  );
}

function showContent({ content }: ApprovalCard): void {
  if (!content) return;
  console.log('    Olivia reads, in full:');
  const lines = [`To: ${content.to.join(', ')}`, `Subject: ${content.subject}`, '', ...content.text.split('\n')];
  for (const line of lines) console.log(`    │ ${line}`);
}

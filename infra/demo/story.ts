import type { ApprovalCard } from '#shared/routes/approval-replies.ts';
import type { Running } from '../local/running.ts';
import { chattedEmail } from './chat-story.ts';
import { askedAction, emailOf, isExactly, pendingCard, sentBy, toldOutcome } from './look.ts';
import { confirm, observe } from './observe.ts';
import { mailTo, type SignedInPerson, sendWebhook, signIn } from './system.ts';

const DANA = 'dana@customer.example';
const RECORDS = 'records@acme.example';

/** Tells the story against a running system; every line is something that was seen there just now. */
export async function tellStory(running: Running): Promise<void> {
  const olivia = await signIn(running, 'per_olivia');
  await observe('Olivia signed in', async () => (await olivia.me()).name === 'Olivia Owner');
  console.log('\nAn email that a person approves');
  await approvedEmail(running, olivia);
  console.log('\nAn email that a person rejects');
  await rejectedEmail(running, olivia);
  console.log('\nAn email that a rule blocks');
  await blockedEmail(running, olivia);
  console.log('\nAn email that a person asks for in a chat');
  await chattedEmail(running, olivia);
}

/** How many each got in earlier runs of the demo. */
type MailCounts = { toDana: number; toRecords: number };

async function approvedEmail(running: Running, olivia: SignedInPerson): Promise<void> {
  const before = { toDana: (await mailTo(running, DANA)).length, toRecords: (await mailTo(running, RECORDS)).length };
  const conversationId = await startInvoiceHelper(running, { name: 'Dana', email: DANA });
  const card = await askedOlivia(running, olivia, conversationId);
  await confirm('Nothing was sent to Dana so far', async () => (await mailTo(running, DANA)).length === before.toDana);
  showContent(card);
  await followApproval(running, olivia, { card, conversationId, before });
}

/** Until the action waits and Olivia knows of it. */
async function askedOlivia(running: Running, olivia: SignedInPerson, conversationId: string): Promise<ApprovalCard> {
  const actionId = await observe(
    'The agent asked to email dana@customer.example, which is outside its list, and was told: pending_approval',
    () => askedAction(olivia, conversationId, 'pending_approval'),
  );
  const card = await observe(
    'The action is pending',
    () => pendingCard(olivia, actionId),
    (seen) => `The action is ${seen.state}; it was asked because of: ${seen.judgement.rule}`,
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
  return card;
}

/** From Olivia's decision to the agent's next step. */
async function followApproval(
  running: Running,
  olivia: SignedInPerson,
  { card, conversationId, before }: { card: ApprovalCard; conversationId: string; before: MailCounts },
): Promise<void> {
  const { actionId } = card;
  const decision = { verdict: 'approve', notifyAgent: true } as const;
  await observe(
    'Olivia approved it, with "notify agent" ticked',
    async () => (await olivia.decide(card, decision)).status === 200,
  );
  await observe('The email arrived, byte for byte what she approved', async () => {
    const [mail] = await sentBy(running, DANA, await olivia.card(actionId));
    return mail && isExactly(mail, emailOf(card));
  });
  await observeTold(olivia, conversationId, actionId);
  await observe(
    'The agent took its next step: an email to records@acme.example, inside its list, sent without asking',
    async () =>
      (await mailTo(running, RECORDS)).length === before.toRecords + 1 &&
      askedAction(olivia, conversationId, 'executed'),
  );
  await confirm(
    'Dana got exactly one email of it',
    async () => (await mailTo(running, DANA)).length === before.toDana + 1,
  );
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
  const card = await observe('The action is pending', () => pendingCard(olivia, actionId));
  const decision = { verdict: 'reject', notifyAgent: true, note: 'We do not know this customer.' } as const;
  await observe(
    'Olivia rejected it: "We do not know this customer."',
    async () => (await olivia.decide(card, decision)).status === 200,
  );
  await observeTold(olivia, conversationId, actionId);
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

async function observeTold(olivia: SignedInPerson, conversationId: string, actionId: string): Promise<void> {
  await observe(
    'The agent was told the outcome',
    () => toldOutcome(olivia, conversationId, actionId),
    (seen) => `The agent was told: ${seen}`,
  );
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

function showContent(card: ApprovalCard): void {
  const content = emailOf(card);
  if (!content) return;
  console.log('    Olivia reads, in full:');
  const lines = [`To: ${content.to.join(', ')}`, `Subject: ${content.subject}`, '', ...content.text.split('\n')];
  for (const line of lines) console.log(`    │ ${line}`);
}

import { describe, expect, it } from 'vitest';
import type { ApprovalCard } from '../../../functions/approval/read-card.ts';
import { Card } from '../../../functions/console/web/api-types.ts';
import { decider } from '../../../functions/console/web/decide.ts';
import { DecisionRequest } from '../../../shared/approval/decision.ts';

/** Typed as the API's own answer, so that page and API cannot drift apart unseen. */
const answer: ApprovalCard = {
  actionId: 'act_1',
  agent: { agentId: 'agt_invoice', name: 'Invoice helper' },
  capability: 'send_email',
  state: 'pending',
  round: 2,
  hash: 'a'.repeat(64),
  content: { to: ['dana@customer.example'], subject: 'Invoice 1043', text: 'Hello' },
  judgement: { verdict: 'ask', rule: 'ask_always', reasons: [{ rule: 'ask_always', verdict: 'ask' }] },
  origin: 'background',
  tainted: false,
  trigger: { kind: 'webhook', triggerId: 'trg_1', name: 'Customer questions' },
  createdAt: '2026-11-23T08:00:00.000Z',
  notifyAgentDefault: true,
  approversNeeded: 1,
  highestRound: 1,
  mayArriveTwice: false,
  history: [
    { round: 1, v: 2, verdict: 'approve', state: 'lapsed', decidedAt: '2026-11-22T07:00:00.000Z', decidedBy: 'Miguel' },
  ],
};

/** A page whose decisions arrive and are never answered. */
function page() {
  const sent: DecisionRequest[] = [];
  const decide = decider({
    async decide(_, decision) {
      sent.push(DecisionRequest.parse(decision));
      return { ok: false, problem: { code: 'NETWORK', status: 0 } };
    },
  });
  return { sent, decide, card: Card.parse(answer) };
}

describe('a person presses a button', () => {
  it('names what was shown, and nothing that the API would refuse', async () => {
    const { sent, decide, card } = page();
    await decide(card, 'approve', { note: ' Fine. ', notifyAgent: true });
    expect(sent).toEqual([
      {
        verdict: 'approve',
        decisionId: expect.stringMatching(/^dec_[0-9A-HJKMNP-TV-Z]{26}$/),
        shown: { agentId: 'agt_invoice', round: 2, hash: 'a'.repeat(64) },
        note: 'Fine.',
        notifyAgent: true,
      },
    ]);
  });

  it('is one decision when its answer was lost and it is pressed again', async () => {
    const { sent, decide, card } = page();
    await decide(card, 'approve', { note: '', notifyAgent: false });
    await decide(card, 'approve', { note: '', notifyAgent: false });
    expect(sent[1]).toEqual(sent[0]);
  });

  it('is another decision with another verdict, note or content', async () => {
    const { sent, decide, card } = page();
    await decide(card, 'approve', { note: '', notifyAgent: false });
    await decide(card, 'reject', { note: '', notifyAgent: false });
    await decide(card, 'reject', { note: 'No.', notifyAgent: false });
    await decide({ ...card, hash: 'b'.repeat(64) }, 'reject', { note: 'No.', notifyAgent: false });
    expect(new Set(sent.map(({ decisionId }) => decisionId)).size).toBe(4);
  });
});

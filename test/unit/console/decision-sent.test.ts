import { describe, expect, it } from 'vitest';
import type { ApprovalCard } from '#shared/routes/approval-replies.ts';
import type { Card } from '../../../functions/console/web/app/api-types.ts';
import { type Draft, decisionMaker, type Verdict } from '../../../functions/console/web/approvals/decide.ts';
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
  ...{ origin: 'background', conversationId: 'cnv_1', toolCallId: 'call_1' },
  tainted: false,
  mayDecide: true,
  recipientHistory: [],
  trigger: { kind: 'webhook', triggerId: 'trg_1', name: 'Customer questions' },
  createdAt: '2026-11-23T08:00:00.000Z',
  notifyAgentDefault: true,
  approversNeeded: 1,
  highestRound: 1,
  mayArriveTwice: false,
  rejectReasons: [],
  stepUp: false,
  requesterMayNotDecide: false,
  history: [
    { round: 1, v: 2, verdict: 'approve', state: 'lapsed', decidedAt: '2026-11-22T07:00:00.000Z', decidedBy: 'Miguel' },
  ],
};

/** A page, and what it sends: nothing that the API would refuse. */
function page() {
  const make = decisionMaker('DkA8_x-f');
  const card: Card = answer;
  const press = (shown: Card, verdict: Verdict, draft: Draft, openedAt = '2026-11-23T08:05:00.000Z') =>
    DecisionRequest.parse(make(shown, verdict, draft, openedAt));
  return { press, card };
}

describe('a person presses a button', () => {
  it('names what was shown, and nothing that the API would refuse', () => {
    const { press, card } = page();
    expect(press(card, 'approve', { note: ' Fine. ', notifyAgent: true })).toEqual({
      verdict: 'approve',
      decisionId: expect.stringMatching(/^dec_[0-9A-HJKMNP-TV-Z]{26}$/),
      shown: { agentId: 'agt_invoice', round: 2, hash: 'a'.repeat(64) },
      note: 'Fine.',
      notifyAgent: true,
      rendering: 'DkA8_x-f',
      openedAt: '2026-11-23T08:05:00.000Z',
    });
  });

  it('carries an edit only where it approves, and names the highest round where it is sent again', () => {
    const { press, card } = page();
    const draft = { note: '', notifyAgent: false, edited: { text: 'Hello Dana' } };
    expect(press(card, 'approve', draft)).toMatchObject({ edited: { text: 'Hello Dana' } });
    expect(press(card, 'reject', draft)).not.toHaveProperty('edited');
    expect(press(card, 'send_again', draft).shown.round).toBe(1);
  });

  it('is one decision when its answer was lost and it is pressed again', () => {
    const { press, card } = page();
    const first = press(card, 'approve', { note: '', notifyAgent: false });
    expect(press(card, 'approve', { note: '', notifyAgent: false })).toEqual(first);
  });

  it('is one decision also where the card was opened once more in between', () => {
    const { press, card } = page();
    const draft = { note: '', notifyAgent: false };
    const [first, later] = ['08:05', '08:09'].map((at) => press(card, 'approve', draft, `2026-11-23T${at}:00.000Z`));
    expect(later?.decisionId).toBe(first?.decisionId);
  });

  it('is another decision with another verdict, note, content or action', () => {
    const { press, card } = page();
    const draft = { note: '', notifyAgent: false };
    const ids = [
      press(card, 'approve', draft),
      press(card, 'reject', draft),
      press(card, 'reject', { ...draft, note: 'No.' }),
      press({ ...card, hash: 'b'.repeat(64) }, 'reject', { ...draft, note: 'No.' }),
      press({ ...card, actionId: 'act_2' }, 'reject', { ...draft, note: 'No.' }),
    ].map(({ decisionId }) => decisionId);
    expect(new Set(ids).size).toBe(5);
  });
});

import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { eventsOf } from '../../functions/outcome/events-of.ts';
import { aGuardrailRow, aMessage, anAction, aRawRow, aRow } from '../support/builders.ts';

const ABOUT = { actionId: 'act_1', agentId: 'agt_1', conversationId: 'cnv_1', origin: 'background', round: 1 };
const NOTHING = { events: [] };

const changed = (before: object | undefined, after: object | undefined) =>
  eventsOf({
    table: 'any',
    before: before as Record<string, unknown> | undefined,
    after: after as Record<string, unknown> | undefined,
  });
const names = (before: object | undefined, after: object | undefined) =>
  changed(before, after).events.map(({ name }) => name);

describe('an action', () => {
  it('that waits for people is announced', () => {
    expect(changed(undefined, anAction())).toEqual({ events: [{ name: 'approval.requested.v1', detail: ABOUT }] });
  });

  it.each(['blocked', 'allowed', 'approved', 'executed'] as const)('that is %s is not', (state) => {
    expect(changed(undefined, anAction({ state }))).toEqual(NOTHING);
  });

  it('that waits again, in another round, is announced again', () => {
    const again = anAction({ round: 2, pv: 2, pendingReason: 'approval_lapsed' });
    expect(names(anAction({ state: 'approved', pv: 1 }), again)).toEqual(['approval.requested.v1']);
    expect(names(anAction(), again)).toEqual(['approval.requested.v1']);
  });

  it('that was allowed and is asked about now is announced', () => {
    expect(names(anAction({ state: 'allowed' }), anAction({ pv: 1 }))).toEqual(['approval.requested.v1']);
  });

  it('that still waits in the same round is not announced again', () => {
    expect(changed(anAction(), anAction({ summary: 'Another line' }))).toEqual(NOTHING);
  });

  it('carries no content in its event', () => {
    const secret = 'canary';
    const { events } = changed(undefined, anAction({ content: secret, summary: secret, agentName: secret }));
    expect(JSON.stringify(events)).not.toContain(secret);
  });
});

describe('a message', () => {
  it('that came in wakes the agent', () => {
    expect(changed(undefined, aMessage({ text: 'canary' }))).toEqual({
      events: [{ name: 'agent.triggered.v1', detail: { conversationId: 'cnv_1', agentId: 'agt_1' } }],
    });
  });

  it('that is a step of the agent itself wakes nobody', () => {
    expect(changed(undefined, aMessage({ direction: 'step', step: '[]' }))).toEqual(NOTHING);
  });

  it('that was there before wakes nobody', () => {
    expect(changed(aMessage(), aMessage({ text: 'again' }))).toEqual(NOTHING);
  });
});

describe('a new ledger row', () => {
  const shows = (after: LedgerRow) => ({ isNew: true, before: undefined, after });

  it('of an approval says who decided what, and is shown on its action', () => {
    expect(changed(undefined, aRow('approved'))).toEqual({
      events: [{ name: 'approval.decided.v1', detail: { ...ABOUT, verdict: 'approve' } }],
      shows: shows(aRow('approved')),
    });
  });

  it('of a rejection says so, once', () => {
    expect(changed(undefined, aRow('rejected'))).toEqual({
      events: [{ name: 'approval.decided.v1', detail: { ...ABOUT, verdict: 'reject' } }],
      shows: shows(aRow('rejected')),
    });
  });

  it('of the guardrail is no decision of a person', () => {
    expect(changed(undefined, aGuardrailRow('claimed'))).toEqual({
      events: [],
      shows: shows(aGuardrailRow('claimed')),
    });
    expect(names(undefined, aGuardrailRow('declined'))).not.toContain('approval.decided.v1');
  });

  it('of the guardrail that failed at once is settled', () => {
    expect(names(undefined, aGuardrailRow('failed'))).toEqual(['action.settled.v1']);
  });
});

describe('a row of the guardrail that asks now', () => {
  it.each([
    ['before it was claimed', undefined, aGuardrailRow('declined')],
    ['after a try that did not begin', aGuardrailRow('approved'), aGuardrailRow('declined', { v: 2 })],
  ])('has ended, and its action waits: %s', (_, before, after) => {
    expect(changed(before, after).events).toEqual([
      { name: 'action.settled.v1', detail: { ...ABOUT, pk: 'G#act_1', round: 0, state: 'pending' } },
    ]);
  });
});

describe('a ledger row that moved on', () => {
  it.each(['executed', 'failed', 'uncertain'] as const)('to %s is settled', (state) => {
    expect(changed(aRow('claimed', { v: 2 }), aRow(state, { v: 3 })).events).toEqual([
      { name: 'action.settled.v1', detail: { ...ABOUT, pk: 'act_1', state } },
    ]);
  });

  it('is settled again when its end changes, as from uncertain to executed', () => {
    expect(names(aRow('uncertain', { v: 3 }), aRow('executed', { v: 4 }))).toEqual(['action.settled.v1']);
  });

  it.each([
    ['claimed', aRow('approved'), aRow('claimed', { v: 2 })],
    ['given back', aRow('claimed', { v: 2 }), aRow('approved', { v: 3, attempt: 1 })],
    ['lapsed', aRow('approved'), aRow('lapsed', { v: 2 })],
  ])('and is %s is only shown on its action', (_, before, after) => {
    expect(changed(before, after)).toEqual({ events: [], shows: { isNew: false, before, after } });
  });

  it('and was put off by the sweep means nothing', () => {
    const row = aRow('executed', { v: 3, dueShard: 'due#1', dueAt: '2026-03-02T09:00:00.000Z' });
    expect(changed(row, { ...row, dueAt: '2026-03-02T09:02:00.000Z' })).toEqual(NOTHING);
  });

  it('and was closed by the sweep means nothing', () => {
    const row = aRow('executed', { v: 3, dueShard: 'due#1', dueAt: '2026-03-02T09:00:00.000Z' });
    const { dueShard, dueAt, ...closed } = row;
    expect(changed(row, closed)).toEqual(NOTHING);
  });

  it('carries neither note nor content in its event', () => {
    const row = { note: 'canary', decidedByName: 'canary', decidedBy: 'canary' };
    expect(JSON.stringify(changed(undefined, aRow('rejected', row)).events)).not.toContain('canary');
  });
});

describe('what means nothing to anybody', () => {
  it.each(['agent', 'person', 'bell', 'delivery', 'told', 'secret'])('an item of kind %s', (kind) => {
    expect(changed(undefined, { pk: 'X', sk: 'Y', kind })).toEqual(NOTHING);
  });

  it('an item that was removed', () => {
    expect(changed(aRow('approved'), undefined)).toEqual(NOTHING);
    expect(changed(anAction(), undefined)).toEqual(NOTHING);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a row without a state', { ...aRawRow(), state: undefined }],
    ['an action without a hash', { ...anAction(), hash: undefined }],
    ['a message without a number', { ...aMessage(), seq: undefined }],
    ['an empty item', {}],
  ])('%s: fails, so that somebody hears of it', (_, after) => {
    expect(() => changed(undefined, after)).toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import { judgeChaos, type Told } from '../chaos/judge-chaos.ts';
import type { Truth } from '../chaos/read-truth.ts';
import { anAction, anEmail, aRow, sealedEmail } from '../support/builders.ts';

const MARKED = sealedEmail(anEmail({ subject: 'CH00000' })).canonical;
const EFFECT = { text: 'dana CH00000', at: '2026-03-02T09:00:00.000Z' };
const executed = anAction({ content: MARKED, state: 'executed', pv: 1 });
const click = { actionId: 'act_1', round: 1, decisionId: 'dec_0123456789', verdict: 'approve' as const };
const GOOD: Truth = { actions: [executed], rows: [aRow('executed')], effects: [EFFECT] };

function judged(truth: Partial<Truth>, told: Partial<Told> = {}) {
  const { broken, open } = judgeChaos({ ...GOOD, ...truth }, { asked: 1, acknowledged: [click], ...told });
  return [...broken, ...open];
}

describe('the judge of a chaos run', () => {
  it('finds nothing where all is well, and counts it', () => {
    expect(judged({})).toEqual([]);
    const { ledger } = judgeChaos(GOOD, { asked: 1, acknowledged: [] });
    expect(ledger.all).toMatchObject({ requested: 1, approved: 1, executed: 1, effects: 1, open: 0 });
  });

  it.each<[string, Partial<Truth>, Partial<Told>, RegExp]>([
    ['an effect twice', { effects: [EFFECT, EFFECT] }, {}, /happened 2 times/],
    ['an executed one without an effect', { effects: [] }, {}, /never happened/],
    ['an effect that nobody asked for', { effects: [EFFECT, { ...EFFECT, text: 'CH00009' }] }, {}, /never asked for/],
    [
      'an effect of what was rejected',
      { rows: [aRow('rejected')], actions: [anAction({ content: MARKED, state: 'rejected', pv: 1 })] },
      { acknowledged: [] },
      /happened all the same/,
    ],
    [
      'a click that was acknowledged and is gone',
      { rows: [aRow('executed', { decisionId: 'dec_other00000' })] },
      {},
      /click is lost/,
    ],
    ['a delivery that was taken and asked for nothing', {}, { asked: 2 }, /CH00001 was taken and not asked for/],
    [
      'two actions of one delivery',
      { actions: [executed, { ...executed, actionId: 'act_2' }] },
      {},
      /asked for 2 times/,
    ],
    ['a list that says otherwise', { actions: [{ ...executed, state: 'failed' }] }, {}, /is executed in the ledger/],
    ['one that has not ended', { actions: [{ ...executed, state: 'approved' }] }, {}, /is approved/],
    ['one that ended without a row', { rows: [] }, { acknowledged: [] }, /without a row/],
  ])('finds %s', (_, truth, told, what) => {
    expect(judged(truth, told)).toContainEqual(expect.stringMatching(what));
  });
});

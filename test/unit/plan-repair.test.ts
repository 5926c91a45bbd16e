import { describe, expect, it } from 'vitest';
import { planRepair } from '../../infra/operate/plan-repair.ts';
import type { Action } from '../../shared/action/action.ts';
import { fold } from '../../shared/ledger/fold.ts';
import { isSameRow, type LedgerRow } from '../../shared/ledger/ledger.ts';
import { aGuardrailRow, anAction, aRow, NOW } from '../support/builders.ts';

const ALLOW = { verdict: 'allow', rule: 'inside_list', reasons: [] };

/** The rows as they are after the repair, as the next projection adds them up. */
function mended(action: Action | undefined, rows: LedgerRow[]) {
  const repairs = planRepair(action, rows, NOW).map(({ row }) => row);
  return fold([...rows.filter((row) => !repairs.some((one) => isSameRow(one, row))), ...repairs]);
}

describe('a ledger from a backup, of what its action says no more than it', () => {
  it.each(['approved', 'claimed'] as const)(
    'has %s: it may have been carried out since, so it is uncertain',
    (state) => {
      const row = aRow(state, { v: 2 });
      const [repair, ...others] = planRepair(anAction({ state: 'approved', pv: 2 }), [row], NOW);
      expect(others).toEqual([]);
      expect(repair).toMatchObject({ seen: 2, row: { state: 'uncertain', maybeBegun: true, v: 3 } });
      expect(repair?.row).not.toHaveProperty('leaseUntil');
      expect(repair?.row).not.toHaveProperty('notBefore');
    },
  );

  it.each(['executed', 'rejected', 'lapsed', 'uncertain', 'half'] as const)('has %s: left as it is', (state) => {
    const row = aRow(state);
    expect(planRepair(anAction({ state: fold([row])?.state, pv: 1 }), [row], NOW)).toEqual([]);
  });

  it('has nothing, and the action waits for people: left as it is', () => {
    expect(planRepair(anAction(), [], NOW)).toEqual([]);
  });

  it('has nothing, and the action was allowed: it may have run, so it is uncertain and cannot run', () => {
    const allowed = anAction({ state: 'allowed', judgement: ALLOW });
    expect(planRepair(allowed, [], NOW)).toMatchObject([
      { seen: 0, row: { pk: 'G#act_1', round: 0, state: 'uncertain', v: 1, verdict: 'allow' } },
    ]);
  });

  it('has an open row of an action that is gone: uncertain', () => {
    expect(mended(undefined, [aRow('approved')])).toMatchObject({ state: 'uncertain' });
  });
});

describe('a ledger from a backup, behind what its action shows', () => {
  it.each([
    ['executed', 'executed'],
    ['rejected', 'rejected'],
    ['cancelled', 'cancelled'],
    ['failed', 'uncertain'],
    ['uncertain', 'uncertain'],
    ['approved', 'uncertain'],
    ['pending', 'uncertain'],
  ] as const)('without the row: what shows as %s becomes %s', (shown, becomes) => {
    const folded = mended(anAction({ state: shown, pv: 3 }), []);
    expect(folded).toMatchObject({ state: becomes, row: { pk: 'act_1', round: 1 } });
    expect(folded?.sum).toBeGreaterThan(3);
  });

  it.each([
    ['executed', 'executed'],
    ['rejected', 'rejected'],
    ['cancelled', 'cancelled'],
    ['failed', 'uncertain'],
    ['pending', 'uncertain'],
  ] as const)('with the row approved in it: what shows as %s becomes %s, and who approved stays', (shown, becomes) => {
    const folded = mended(anAction({ state: shown, pv: 3 }), [aRow('approved')]);
    expect(folded).toMatchObject({ state: becomes, row: { decidedBy: 'per_owner', round: 1 } });
    expect(folded?.sum).toBeGreaterThan(3);
  });

  it('with it half approved: what shows as executed is executed', () => {
    expect(mended(anAction({ state: 'executed', pv: 4 }), [aRow('half')])).toMatchObject({ state: 'executed' });
  });

  it('with a later round lost: that one is made, and the earlier open one is uncertain', () => {
    const folded = mended(anAction({ state: 'executed', pv: 5, round: 2 }), [aRow('lapsed', { v: 2 })]);
    expect(folded).toMatchObject({ state: 'executed', row: { round: 2 } });
    const repairs = planRepair(anAction({ state: 'executed', pv: 5, round: 2 }), [aRow('approved')], NOW);
    expect(repairs.map(({ row: { round, state } }) => [round, state])).toEqual([
      [1, 'uncertain'],
      [2, 'executed'],
    ]);
  });

  it('with the row settled as it shows, later evidence lost: only its version rises', () => {
    const row = aRow('executed', { v: 3 });
    const [repair] = planRepair(anAction({ state: 'executed', pv: 4 }), [row], NOW);
    expect(repair?.row).toEqual({ ...row, v: 5 });
  });

  it("without the guardrail's row: made on its key, as it is shown", () => {
    const folded = mended(anAction({ state: 'executed', pv: 2, judgement: ALLOW }), []);
    expect(folded).toMatchObject({ state: 'executed', row: { pk: 'G#act_1', round: 0 } });
  });

  it("with the guardrail's row claimed: it is what shows", () => {
    const folded = mended(anAction({ state: 'executed', pv: 2, judgement: ALLOW }), [aGuardrailRow('claimed')]);
    expect(folded).toMatchObject({ state: 'executed', row: { pk: 'G#act_1' } });
  });

  it('is not repaired twice', () => {
    const action = anAction({ state: 'failed', pv: 3 });
    const repaired = planRepair(action, [aRow('claimed')], NOW).map(({ row }) => row);
    expect(planRepair(action, repaired, NOW)).toEqual([]);
  });
});

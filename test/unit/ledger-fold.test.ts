import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '#shared/ledger/fold.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { aGuardrailRow, aRow } from '../support/builders.ts';

type State = LedgerRow['state'];
const rounds = (...states: State[]) => states.map((state, i) => aRow(state, { round: i + 1 }));

describe('the state of an action with one row', () => {
  it.each([
    ['approved', 'approved', 1],
    ['claimed', 'approved', 1],
    ['executed', 'executed', 1],
    ['failed', 'failed', 1],
    ['uncertain', 'uncertain', 1],
    ['rejected', 'rejected', 1],
    ['lapsed', 'pending', 2],
  ] as const)('%s is shown as %s, and a decision would be for round %i', (state, shown, round) => {
    expect(fold([aRow(state)])).toMatchObject({ state: shown, round });
  });

  it.each([
    ['claimed', 'approved', 1],
    ['approved', 'approved', 1],
    ['executed', 'executed', 1],
    ['failed', 'failed', 1],
    ['uncertain', 'uncertain', 1],
    ['declined', 'pending', 1],
  ] as const)("the guardrail's own row, %s, is shown as %s", (state, shown, round) => {
    expect(fold([aGuardrailRow(state)])).toMatchObject({ state: shown, round });
  });

  it('is not known without rows', () => {
    expect(fold([])).toBeUndefined();
  });
});

describe('the state of an action with several rows', () => {
  it.each([
    ['an open row wins over a newer settled one', ['approved', 'rejected'], 'approved', 1],
    ['an approval after a lapse is what counts', ['lapsed', 'approved'], 'approved', 2],
    ['a rejection after a lapse is what counts', ['lapsed', 'rejected'], 'rejected', 2],
    ['two lapses ask a third time', ['lapsed', 'lapsed'], 'pending', 3],
    // Sent again after an uncertain round: what may have been sent must not disappear from view.
    ['uncertain, then rejected, stays uncertain', ['uncertain', 'rejected'], 'uncertain', 1],
    ['uncertain, then lapsed, stays uncertain', ['uncertain', 'lapsed'], 'uncertain', 1],
    ['uncertain, then failed, stays uncertain', ['uncertain', 'failed'], 'uncertain', 1],
    ['uncertain, then executed, is executed', ['uncertain', 'executed'], 'executed', 2],
    ['executed late, then rejected, is executed', ['executed', 'rejected'], 'executed', 1],
    ['executed, then uncertain, is executed', ['executed', 'uncertain'], 'executed', 1],
    ['uncertain, then open, is open', ['uncertain', 'approved'], 'approved', 2],
    ['failed, then lapsed, asks again', ['failed', 'lapsed'], 'pending', 3],
  ] as const)('%s', (_, states, state, round) => {
    expect(fold(rounds(...states))).toMatchObject({ state, round });
  });

  it.each([
    ['declined, then approved', 'declined', 'approved', 'approved'],
    ['declined, then rejected', 'declined', 'rejected', 'rejected'],
    ['declined, then lapsed', 'declined', 'lapsed', 'pending'],
    ['uncertain, then rejected', 'uncertain', 'rejected', 'uncertain'],
    ['executed, then rejected', 'executed', 'rejected', 'executed'],
  ] as const)('the guardrail %s by a person', (_, guardrail, person, state) => {
    expect(fold([aRow(person), aGuardrailRow(guardrail)])).toMatchObject({ state });
  });
});

describe('any rows in any order', () => {
  const states: State[] = ['approved', 'claimed', 'executed', 'failed', 'uncertain', 'rejected', 'lapsed'];
  const anyRows = fc
    .array(fc.tuple(fc.constantFrom(...states), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 5 })
    .map((list) => list.map(([state, v], i) => aRow(state, { round: i + 1, v })));

  it('fold to the same', () => {
    const property = fc.property(
      anyRows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
      ([rows, shuffled]) => {
        expect(fold(shuffled)).toEqual(fold(rows));
      },
    );
    fc.assert(property);
  });

  it('count every write of every row, so that a newer projection has the larger sum', () => {
    const property = fc.property(anyRows, (rows) => {
      expect(fold(rows)?.sum).toBe(rows.map(({ v }) => v).reduce((a, b) => a + b));
    });
    fc.assert(property);
  });

  it('never hide that something was or may have been done behind "rejected", "failed" or "pending"', () => {
    const property = fc.property(anyRows, (rows) => {
      if (!rows.some(({ state }) => state === 'executed' || state === 'uncertain')) return;
      expect(['approved', 'executed', 'uncertain']).toContain(fold(rows)?.state);
    });
    fc.assert(property);
  });
});

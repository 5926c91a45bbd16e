import { beforeEach, describe, expect, it } from 'vitest';
import { toHistoryEntry } from '../../../functions/approval/history-entry.ts';
import type { EffectResult } from '../../../functions/execution/effect.ts';
import { CLOCK_MARGIN_MS, LEASE_MS } from '../../../shared/ledger/authority.ts';
import type { Said } from '../../../shared/ledger/evidence.ts';
import { takeEvidence } from '../../../shared/ledger/take-evidence.ts';
import { claimApproved } from '../../../shared/ledger/transitions.ts';
import { logLines } from '../../support/log-lines.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };
const CONTRADICTION = 'evidence contradicts an attempt that was said not to have begun';

describe('an attempt that was said not to have begun, and was sent after all', () => {
  const workspace = useWorkspace();
  beforeEach(() => {
    workspace.providerRemembersKeys(undefined);
    workspace.providerAnswers(async () => ({ known: 'not_begun', code: 'ThrottlingException' }));
    logLines.length = 0;
  });
  const later = (milliseconds: number) => {
    workspace.clock.now = new Date(START.getTime() + milliseconds);
  };
  const firstClaim = () => workspace.sent[0]?.claimId ?? '';
  const keyOf = (actionId: string) => ({ pk: actionId, round: 1 });
  const hear = (actionId: string, says: Said['says'] = 'sent', claimId = firstClaim(), kind = 'TEXT_DELIVERED') => {
    const evidence = { kind, at: START.toISOString(), providerId: 'sms-1' };
    return takeEvidence(workspace, keyOf(actionId), { claimId, says, evidence });
  };
  const givenBack = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute(keyOf(actionId));
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', earlierClaims: [firstClaim()] });
    return actionId;
  };
  /** The second attempt ends so, and the evidence of the first one comes in the midst of it. */
  const heardMeanwhile = async (result: EffectResult) => {
    const actionId = await givenBack();
    later(MINUTE);
    workspace.providerAnswers(async () => {
      await hear(actionId);
      expect(await workspace.rowOf(actionId)).toMatchObject({
        state: 'claimed',
        evidence: [{ claimId: firstClaim() }],
      });
      return result;
    });
    await workspace.execute(keyOf(actionId));
    return actionId;
  };
  const contradictions = () => logLines.filter((line) => line.includes(CONTRADICTION));

  it('is executed, does not run again, and wakes somebody', async () => {
    const actionId = await givenBack();
    await hear(actionId);
    later(MINUTE);
    await workspace.execute(keyOf(actionId));
    await workspace.sweep();
    expect(workspace.sent).toHaveLength(1);
    expect(await workspace.stateOf(actionId)).toBe('executed');
    const row = await workspace.rowOf(actionId);
    expect(row && toHistoryEntry(row)).toMatchObject({
      ...{ state: 'executed', outcome: 'evidence', providerId: 'sms-1' },
      evidence: [{ kind: 'TEXT_DELIVERED', earlierAttempt: true }],
    });
    expect(contradictions()).toHaveLength(1);
  });

  it.each([
    { known: 'refused', code: 'opted_out' },
    { known: 'not_begun', code: 'ThrottlingException' },
    { known: 'unknown', code: 'TimeoutError' },
  ] as const)('while its next attempt is under way, which ends $known: executed all the same', async (result) => {
    const actionId = await heardMeanwhile(result);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'executed', outcome: { code: 'evidence' } });
    later(60 * MINUTE);
    await workspace.sweep();
    expect(workspace.started).toEqual([]);
    expect(await workspace.stateOf(actionId)).toBe('executed');
  });

  it('while its next attempt is sent too: what was done twice stands in the history', async () => {
    const actionId = await heardMeanwhile({ known: 'done', code: 'accepted', providerId: 'sms-2' });
    expect(await workspace.rowOf(actionId)).toMatchObject({
      ...{ state: 'executed', outcome: { providerId: 'sms-2' }, evidence: [{ providerId: 'sms-1' }] },
    });
    expect(contradictions()).toHaveLength(1);
  });

  it('while its next executor is dead: executed when its lease is over', async () => {
    const actionId = await givenBack();
    const row = await workspace.rowOf(actionId);
    if (row?.state !== 'approved') throw new Error('expected an approved row');
    await claimApproved(workspace.tables, row, START);
    await hear(actionId);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'claimed' });
    later(LEASE_MS + CLOCK_MARGIN_MS + MINUTE);
    await workspace.sweep();
    expect(await workspace.stateOf(actionId)).toBe('executed');
  });

  it('after its approval lapsed: it is not asked again', async () => {
    const actionId = await givenBack();
    later(25 * 60 * MINUTE);
    await workspace.sweep();
    expect(await workspace.stateOf(actionId)).toBe('pending');
    await hear(actionId);
    expect(await workspace.stateOf(actionId)).toBe('executed');
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toThrow();
  });

  it('after it was withdrawn: executed, whatever people were told', async () => {
    const actionId = await givenBack();
    await workspace.press('per_olivia', actionId, 'withdraw');
    await hear(actionId);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'executed', stopped: { verdict: 'withdraw' } });
  });

  it('and what was not sent says nothing of the attempt after it', async () => {
    const actionId = await givenBack();
    later(MINUTE);
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
    await workspace.execute(keyOf(actionId));
    const before = await workspace.rowOf(actionId);
    await hear(actionId, 'not_sent', firstClaim(), 'TEXT_INVALID');
    expect(await workspace.rowOf(actionId)).toEqual(before);
    await hear(actionId, 'not_sent', workspace.sent[1]?.claimId, 'TEXT_INVALID');
    expect(await workspace.stateOf(actionId)).toBe('failed');
  });

  it('of an effect with a key, whose later attempt was refused: executed, and nobody is woken', async () => {
    workspace.providerRemembersKeys(60 * MINUTE);
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute(keyOf(actionId));
    later(MINUTE);
    workspace.providerAnswers(async () => ({ known: 'refused', code: 'gone' }));
    await workspace.execute(keyOf(actionId));
    expect(await workspace.stateOf(actionId)).toBe('uncertain');
    await hear(actionId);
    expect(await workspace.stateOf(actionId)).toBe('executed');
    expect(contradictions()).toEqual([]);
  });
});

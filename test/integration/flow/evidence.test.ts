import { beforeEach, describe, expect, it } from 'vitest';
import type { Said } from '../../../shared/ledger/evidence.ts';
import { takeEvidence } from '../../../shared/ledger/take-evidence.ts';
import { claimApproved, recordExecuted } from '../../../shared/ledger/transitions.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };

describe('what SES says later of an email', () => {
  const workspace = useWorkspace();
  beforeEach(() => {
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
  });
  const approved = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    return actionId;
  };
  const executed = async (known: 'unknown' | 'done') => {
    workspace.providerAnswers(async () => ({ known, code: 'x', providerId: 'ses-1' }));
    const actionId = await approved();
    await workspace.execute({ pk: actionId, round: 1 });
    return actionId;
  };
  /** An executor claimed it, and is gone or still at it. */
  const claimed = async () => {
    const actionId = await approved();
    const row = await workspace.rowOf(actionId);
    if (row?.state !== 'approved') throw new Error('expected an approved row');
    const { row: claim } = await claimApproved(workspace.tables, row, START);
    if (claim?.state !== 'claimed') throw new Error('expected a claim');
    return claim;
  };
  const take = async (actionId: string, kind: string, says: Said['says'], claimId?: string) => {
    const row = await workspace.rowOf(actionId);
    const own = row && 'claimId' in row ? row.claimId : undefined;
    const evidence = { kind, at: START.toISOString(), providerId: 'ses-9' };
    await takeEvidence(
      workspace,
      { pk: actionId, round: 1 },
      { claimId: claimId ?? own ?? 'clm_none', evidence, says },
    );
    return workspace.rowOf(actionId);
  };

  it.each([
    ['Send', 'sent', 'executed'],
    ['Delivery', 'sent', 'executed'],
    ['Bounce', 'after_sending', 'executed'],
    ['Reject', 'not_sent', 'failed'],
  ] as const)('late, %s: an uncertain one is settled by it', async (kind, says, state) => {
    const actionId = await executed('unknown');
    expect(await take(actionId, kind, says)).toMatchObject({ state, evidence: [{ kind, providerId: 'ses-9' }] });
    expect(await workspace.stateOf(actionId)).toBe(state);
  });

  it('early, while its executor still holds it: settled, and the executor cannot say otherwise after', async () => {
    const claim = await claimed();
    expect(await take(claim.actionId, 'Send', 'sent')).toMatchObject({
      state: 'executed',
      outcome: { providerId: 'ses-9' },
    });
    expect(await recordExecuted(workspace.tables, claim, { code: 'accepted' }, START)).toMatchObject({ won: false });
    workspace.clock.now = new Date(START.getTime() + 60 * MINUTE);
    await workspace.sweep();
    expect(await workspace.stateOf(claim.actionId)).toBe('executed');
  });

  it('in the same instant as its executor records it: executed once, whoever is faster', async () => {
    for (let race = 0; race < 15; race++) {
      const claim = await claimed();
      await Promise.all([
        recordExecuted(workspace.tables, claim, { code: 'accepted', providerId: 'ses-1' }, START),
        take(claim.actionId, 'Send', 'sent', claim.claimId),
      ]);
      expect(await workspace.rowOf(claim.actionId)).toMatchObject({ state: 'executed', v: 3 });
    }
  });

  it('before its row can be resolved, or about another attempt: not acknowledged, so that it comes again', async () => {
    const actionId = await approved();
    await expect(take(actionId, 'Send', 'sent', 'clm_other')).rejects.toThrow('does not fit its row yet');
    await workspace.execute({ pk: actionId, round: 1 });
    await expect(take(actionId, 'Send', 'sent', 'clm_other')).rejects.toThrow('does not fit its row yet');
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'uncertain' });
    await expect(
      takeEvidence(
        workspace,
        { pk: 'act_none', round: 1 },
        {
          ...{ claimId: 'clm_1', says: 'sent', evidence: { kind: 'Send', at: START.toISOString() } },
        },
      ),
    ).rejects.toThrow('act_none');
  });

  it('about one that is known to be sent: costs no write, until it bounces', async () => {
    const actionId = await executed('done');
    const before = await workspace.rowOf(actionId);
    expect(await take(actionId, 'Send', 'sent')).toEqual(before);
    expect(await take(actionId, 'Delivery', 'sent')).toEqual(before);
    expect(await take(actionId, 'Bounce', 'after_sending')).toMatchObject({
      state: 'executed',
      evidence: [{ kind: 'Bounce' }],
    });
    const bounced = await workspace.rowOf(actionId);
    expect(await take(actionId, 'Bounce', 'after_sending')).toEqual(bounced);
    expect(await take(actionId, 'Complaint', 'after_sending')).toMatchObject({
      evidence: [{ kind: 'Bounce' }, { kind: 'Complaint' }],
    });
  });

  it('against a person who said that it was not sent: their word stays, the evidence stands beside it', async () => {
    const actionId = await executed('unknown');
    await workspace.checked('per_miguel', actionId, 'not_sent');
    expect(await take(actionId, 'Delivery', 'sent')).toMatchObject({
      ...{ state: 'failed', resolution: { said: 'not_sent' }, evidence: [{ kind: 'Delivery' }] },
    });
  });

  it('in the same instant as a person says so: the provider is heard in the end', async () => {
    for (let race = 0; race < 10; race++) {
      const actionId = await executed('unknown');
      await Promise.allSettled([workspace.checked('per_miguel', actionId, 'sent'), take(actionId, 'Delivery', 'sent')]);
      expect(await workspace.stateOf(actionId)).toBe('executed');
    }
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/action/action-table.ts';
import { takeEvidence } from '../../../shared/ledger/take-evidence.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };

describe('an email that may have been sent', () => {
  const workspace = useWorkspace();
  beforeEach(async () => {
    await workspace.settle({});
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
  });
  const uncertain = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute({ pk: actionId, round: 1 });
    expect(await workspace.stateOf(actionId)).toBe('uncertain');
    return actionId;
  };
  const sentLate = async (actionId: string) => {
    const claimId = workspace.sent.at(0)?.claimId ?? '';
    const evidence = { kind: 'Delivery', at: START.toISOString(), providerId: 'ses-9' };
    return takeEvidence(workspace, { pk: actionId, round: 1 }, { claimId, evidence, says: 'sent' });
  };

  describe('and a person looked', () => {
    it.each([
      ['sent', 'executed'],
      ['not_sent', 'failed'],
    ] as const)('and says %s', async (said, state) => {
      const actionId = await uncertain();
      expect(await workspace.checked('per_miguel', actionId, said)).toMatchObject({ state, by: 'Miguel Editor' });
      expect(await workspace.rowOf(actionId)).toMatchObject({ state, resolution: { said, by: 'per_miguel' } });
      expect(await workspace.stateOf(actionId)).toBe(state);
    });

    it('and says so twice: that is once', async () => {
      const actionId = await uncertain();
      const first = await workspace.checked('per_miguel', actionId, 'sent');
      expect(await workspace.checked('per_miguel', actionId, 'sent')).toEqual(first);
      expect(await workspace.rowOf(actionId)).toMatchObject({ v: 4 });
    });

    it('but evidence was faster: what the provider knows stands', async () => {
      const actionId = await uncertain();
      const seen = (await workspace.rowOf(actionId))?.v ?? 0;
      await sentLate(actionId);
      await expect(workspace.checked('per_miguel', actionId, 'not_sent', { v: seen })).rejects.toMatchObject({
        code: 'NOT_UNCERTAIN',
        details: { state: 'executed' },
      });
      expect(await workspace.stateOf(actionId)).toBe('executed');
    });

    it('and another one too, in the same instant: one word stands', async () => {
      const actionId = await uncertain();
      const ends = await Promise.allSettled([
        workspace.checked('per_miguel', actionId, 'sent'),
        workspace.checked('per_olivia', actionId, 'not_sent'),
      ]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('but at something that is not uncertain, or has no right to: refused', async () => {
      const { actionId } = await workspace.ask(DANA);
      await expect(workspace.checked('per_miguel', actionId, 'sent')).rejects.toMatchObject({ code: 'NOT_UNCERTAIN' });
      const other = await uncertain();
      await expect(workspace.checked('per_nobody', other, 'sent')).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
    });

    it('at what the guardrail allowed', async () => {
      const { actionId } = await workspace.ask({ to: ['records@acme.example'] });
      expect(await workspace.checked('per_ada', actionId, 'sent', { round: 0 })).toMatchObject({ state: 'executed' });
      expect(await workspace.stateOf(actionId)).toBe('executed');
    });
  });

  describe('and is sent again', () => {
    const again = (actionId: string, personId = 'per_miguel') => workspace.press(personId, actionId, 'send_again');

    it('by a new decision, which warns that it may arrive twice, under another key', async () => {
      const actionId = await uncertain();
      workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-2' }));
      expect(await again(actionId)).toMatchObject({ round: 2, state: 'approved', mayArriveTwice: true });
      await workspace.execute({ pk: actionId, round: 2 });
      await workspace.execute({ pk: actionId, round: 1 });
      expect(workspace.sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual([`${actionId}#1`, `${actionId}#2`]);
      expect(await workspace.stateOf(actionId)).toBe('executed');
      expect(await workspace.rowOf(actionId, 2)).toMatchObject({ again: true, verdict: 'approve' });
    });

    it('as it was: an edit by the second of two people is refused, and what may have been sent stays on the card', async () => {
      const actionId = await uncertain();
      await workspace.settle({ approversNeeded: 2 });
      expect(await again(actionId)).toMatchObject({ state: 'half' });
      const before = await readAction(workspace.tables, actionId);
      const edited = { ...DANA, subject: 'Another', text: 'Another text.' };
      await expect(workspace.press('per_olivia', actionId, 'approve', { edited })).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
        details: { errors: [{ path: 'edited' }] },
      });
      expect(await readAction(workspace.tables, actionId)).toEqual(before);
      await workspace.settle({ approversNeeded: 1 });
    });

    it('once, when two people press at the same time', async () => {
      const actionId = await uncertain();
      const ends = await Promise.allSettled([
        again(actionId, 'per_olivia'),
        again(actionId, 'per_miguel'),
        again(actionId, 'per_ada'),
      ]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await workspace.rowOf(actionId, 3)).toBeUndefined();
    });

    it('after what the guardrail allowed failed for good', async () => {
      workspace.providerAnswers(async () => ({ known: 'refused', code: 'MessageRejected' }));
      const { actionId } = await workspace.ask({ to: ['records@acme.example'] });
      const reply = await again(actionId);
      expect(reply).toMatchObject({ round: 1, state: 'approved' });
      expect(reply).not.toHaveProperty('mayArriveTwice');
    });

    it('and lapses unused: uncertain again, so that what may have been sent is not lost from view', async () => {
      const actionId = await uncertain();
      await again(actionId);
      workspace.clock.now = new Date(START.getTime() + 25 * 60 * 60_000);
      await workspace.sweep();
      expect(await workspace.stateOf(actionId)).toBe('uncertain');
      expect(await again(actionId)).toMatchObject({ round: 3 });
    });

    it.each(['pending', 'rejected', 'executed', 'cancelled'] as const)('but not when it is %s', async (state) => {
      workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-2' }));
      const { actionId } = await workspace.ask(DANA);
      if (state === 'rejected') await workspace.press('per_olivia', actionId, 'reject');
      if (state === 'cancelled') await workspace.press('per_olivia', actionId, 'withdraw');
      if (state === 'executed') await workspace.press('per_olivia', actionId, 'approve');
      if (state === 'executed') await workspace.execute({ pk: actionId, round: 1 });
      await expect(again(actionId)).rejects.toMatchObject({ code: 'NOT_TO_SEND_AGAIN', details: { state } });
    });

    it('but not when a rule blocks it now, nor on a card that is not what is stored', async () => {
      const actionId = await uncertain();
      const shown = { agentId: 'agt_invoice', round: 1, hash: '0'.repeat(64) };
      await expect(workspace.press('per_miguel', actionId, 'send_again', { shown })).rejects.toMatchObject({
        code: 'CONTENT_CHANGED',
      });
      await workspace.settle({ guardrail: { restrict: true, allowList: [], inside: 'ask', outside: 'block' } });
      await expect(again(actionId)).rejects.toMatchObject({ code: 'BLOCKED_NOW' });
    });

    it('but not if evidence for the first one comes before it begins', async () => {
      const actionId = await uncertain();
      await again(actionId);
      await sentLate(actionId);
      await workspace.execute({ pk: actionId, round: 2 });
      expect(workspace.sent).toHaveLength(1);
      expect(await workspace.rowOf(actionId, 2)).toMatchObject({
        state: 'lapsed',
        outcome: { code: 'executed_meanwhile' },
      });
      expect(await workspace.stateOf(actionId)).toBe('executed');
    });

    it('in the same instant as evidence comes: both rows say what is so, and none is stuck', async () => {
      for (let race = 0; race < 10; race++) {
        workspace.sent.length = 0;
        const actionId = await uncertain();
        const [pressed] = await Promise.allSettled([again(actionId), sentLate(actionId)]);
        await workspace.execute({ pk: actionId, round: 2 });
        expect(await workspace.rowOf(actionId, 1)).toMatchObject({ state: 'executed' });
        expect(await workspace.stateOf(actionId)).toBe('executed');
        if (pressed.status === 'rejected') expect(await workspace.rowOf(actionId, 2)).toBeUndefined();
        expect(workspace.sent).toHaveLength(1);
      }
    });
  });
});

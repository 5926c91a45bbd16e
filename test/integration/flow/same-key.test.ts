import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { CLOCK_MARGIN_MS, LEASE_MS } from '../../../shared/ledger/authority.ts';
import { takeEvidence } from '../../../shared/ledger/take-evidence.ts';
import { claimApproved } from '../../../shared/ledger/transitions.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };
const HOUR = 60 * MINUTE;

describe('an effect that its provider does once for each key, and whose reply was lost', () => {
  const workspace = useWorkspace();
  beforeEach(async () => {
    await workspace.settle({});
    workspace.providerRemembersKeys(HOUR);
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
  });
  const later = (milliseconds: number) => {
    workspace.clock.now = new Date(START.getTime() + milliseconds);
  };
  const begun = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute({ pk: actionId, round: 1 });
    return actionId;
  };

  it('is tried again under the same key, after a back-off, while the provider knows the key', async () => {
    const actionId = await begun();
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', maybeBegun: true });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toHaveLength(1);
    later(MINUTE);
    await workspace.sweep();
    expect(workspace.started).toContainEqual({ pk: actionId, round: 1 });
    workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'once' }));
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual([`${actionId}#1`, `${actionId}#1`]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'executed' });
  });

  it.each(['executor', 'sweep'] as const)(
    'is uncertain, and not tried, when the key may be forgotten (%s)',
    async (who) => {
      const actionId = await begun();
      // Within the margin of its end a try could arrive too late.
      later(HOUR - MINUTE);
      await (who === 'sweep' ? workspace.sweep() : workspace.execute({ pk: actionId, round: 1 }));
      await workspace.execute({ pk: actionId, round: 1 });
      expect(workspace.sent).toHaveLength(1);
      expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'uncertain', outcome: { code: 'key_expired' } });
    },
  );

  it('does not draw out the life of its key with later attempts', async () => {
    const actionId = await begun();
    const first = await workspace.rowOf(actionId);
    later(20 * MINUTE);
    await workspace.execute({ pk: actionId, round: 1 });
    expect(await workspace.rowOf(actionId)).toMatchObject({
      attempt: 2,
      keyUntil: first && 'keyUntil' in first ? first.keyUntil : '',
    });
  });

  it('is uncertain at once when the key would not live until another try', async () => {
    workspace.providerRemembersKeys(MINUTE);
    const actionId = await begun();
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'uncertain' });
  });

  it.each([
    ['is declared otherwise', HOUR],
    ['is not declared any more', undefined],
  ])('is not repeated, and uncertain, when its key %s since', async (_, life) => {
    const actionId = await begun();
    workspace.providerRemembersKeys(life, 'print-2');
    const tries = workspace.sent.length;
    later(MINUTE);
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toHaveLength(tries);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'uncertain', outcome: { code: 'key_changed' } });
  });

  it('is tried again after its executor died', async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    const row = await workspace.rowOf(actionId);
    if (row?.state !== 'approved') throw new Error('expected an approved row');
    await claimApproved(workspace.tables, row, START, { key: { lifeMs: HOUR, print: 'print-1' } });
    later(LEASE_MS + CLOCK_MARGIN_MS + 1);
    await workspace.sweep();
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', maybeBegun: true });
  });

  it.each([
    ['withdrawn', (actionId: string) => workspace.press('per_miguel', actionId, 'withdraw')],
    [
      'blocked',
      async (actionId: string) => {
        await workspace.settle({ guardrail: { restrict: true, allowList: [], inside: 'ask', outside: 'block' } });
        later(2 * MINUTE);
        await workspace.execute({ pk: actionId, round: 1 });
      },
    ],
    [
      'refused at the second attempt',
      async (actionId: string) => {
        workspace.providerAnswers(async () => ({ known: 'refused', code: 'Conflict' }));
        later(2 * MINUTE);
        await workspace.execute({ pk: actionId, round: 1 });
      },
    ],
    [
      'changed',
      async (actionId: string) => {
        const content = JSON.stringify({ subject: 'x', text: 'y', to: DANA.to });
        await setOnAction(actionId, 'content', content);
        later(2 * MINUTE);
        await workspace.execute({ pk: actionId, round: 1 });
      },
    ],
  ])('is uncertain, and never "not done", when it is %s meanwhile', async (_, happens) => {
    const actionId = await begun();
    await happens(actionId);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'uncertain', maybeBegun: true });
    expect(await workspace.stateOf(actionId)).toBe('uncertain');
  });

  it('stays marked when a second attempt surely did not begin', async () => {
    const actionId = await begun();
    workspace.providerAnswers(async () => ({ known: 'not_begun', code: 'ECONNREFUSED' }));
    later(2 * MINUTE);
    await workspace.execute({ pk: actionId, round: 1 });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', maybeBegun: true, attempt: 2 });
  });

  it('is settled by evidence that it was done, and not by evidence that one attempt was not', async () => {
    const actionId = await begun();
    const claimId = workspace.sent[0]?.claimId ?? '';
    const key = { pk: actionId, round: 1 };
    const at = START.toISOString();
    await takeEvidence(workspace, key, { claimId, says: 'not_sent', evidence: { kind: 'Reject', at } });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', maybeBegun: true });
    await takeEvidence(workspace, key, { claimId, says: 'sent', evidence: { kind: 'Delivery', at } });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'executed' });
  });

  it('stops when the ledger holds less than the action shows: rows were lost, and it may have run', async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    await setOnAction(actionId, 'pv', 7);
    expect(await workspace.execute({ pk: actionId, round: 1 })).toEqual({ state: 'ledger_behind' });
    expect(workspace.sent).toEqual([]);
  });

  const setOnAction = (actionId: string, name: string, value: unknown) =>
    workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'work',
        Key: { pk: `ACTION#${actionId}`, sk: 'STATE' },
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
});

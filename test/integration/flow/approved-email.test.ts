import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { actionKey, readAction } from '../../../shared/action/action-table.ts';
import { hashOf } from '../../../shared/action/content.ts';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import { AUTHORITY_MS } from '../../../shared/ledger/authority.ts';
import { readRounds, readRow } from '../../../shared/ledger/ledger-table.ts';
import { settingsKey } from '../../../shared/workspace/settings.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'], subject: 'Invoice 1043', text: 'It is paid.' };

describe('an email that a person decided on', () => {
  const workspace = useWorkspace();
  beforeEach(() => {
    workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' }));
  });

  const set = (key: Record<string, string>, name: string, value: unknown) =>
    workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'work',
        Key: key,
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  const approved = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.decide('per_olivia', actionId);
    return { actionId, key: { pk: actionId, round: 1 } };
  };

  it('is sent once, exactly as approved, by twenty executors at the same time', async () => {
    const { actionId, key } = await approved();
    await Promise.all(Array.from({ length: 20 }, () => workspace.execute(key)));
    expect(workspace.sent.map(({ content }) => content)).toEqual([{ capability: 'send_email', input: DANA }]);
    expect(await readRow(workspace.tables, key)).toMatchObject({ state: 'executed', outcome: { providerId: 'ses-1' } });
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'executed' });
  });

  it('is never sent when it was rejected', async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.decide('per_olivia', actionId, { verdict: 'reject' });
    await workspace.execute({ pk: actionId, round: 1 });
    await workspace.execute({ pk: `G#${actionId}`, round: 0 });
    await workspace.sweep();
    expect(workspace.sent).toEqual([]);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'rejected' });
  });

  it('goes back to people when its content was changed after they saw it', async () => {
    const { actionId, key } = await approved();
    await set(
      actionKey(actionId),
      'content',
      JSON.stringify({ subject: 'Invoice 1043', text: 'Pay evil.', to: ['dana@customer.example'] }),
    );
    await workspace.execute(key);
    expect(workspace.sent).toEqual([]);
    expect(await readRow(workspace.tables, key)).toMatchObject({
      state: 'lapsed',
      outcome: { code: 'content_changed' },
    });
    expect(await readAction(workspace.tables, actionId)).toMatchObject({
      state: 'pending',
      round: 2,
      pendingReason: 'content_changed',
    });
  });

  it('cannot be approved on a hash that its content does not have', async () => {
    const { actionId } = await workspace.ask(DANA);
    const evil = JSON.stringify({ subject: 'Invoice 1043', text: 'Pay evil.', to: ['dana@customer.example'] });
    // The stored hash still is that of the good content: it is never what counts.
    await set(actionKey(actionId), 'content', evil);
    await expect(workspace.decide('per_olivia', actionId)).rejects.toMatchObject({ code: 'CONTENT_CHANGED' });
    expect(await readRounds(workspace.tables, actionId)).toEqual([]);
  });

  it.each(['{', '{"to":[]}'])(
    'can be rejected but not approved when its content was damaged to %s',
    async (damaged) => {
      const { actionId } = await workspace.ask(DANA);
      await set(actionKey(actionId), 'content', damaged);
      const shown = { agentId: 'agt_invoice', round: 1, hash: hashOf('agt_invoice', 'send_email', damaged) };
      await expect(workspace.decide('per_olivia', actionId, { shown })).rejects.toMatchObject({
        code: 'CONTENT_DAMAGED',
      });
      expect(await workspace.decide('per_olivia', actionId, { shown, verdict: 'reject' })).toMatchObject({
        verdict: 'reject',
      });
    },
  );

  it.each([
    ['its agent', agentKey('agt_invoice')],
    ['the workspace', settingsKey],
  ])('waits while %s is on hold, and is sent after', async (_, key) => {
    const { key: row } = await approved();
    await set(key, 'hold', true);
    await workspace.execute(row);
    expect(workspace.sent).toEqual([]);
    expect(await readRow(workspace.tables, row)).toMatchObject({ state: 'approved' });
    await set(key, 'hold', false);
    await workspace.execute(row);
    expect(workspace.sent).toHaveLength(1);
  });

  it('is asked again when the approval was not used for a day', async () => {
    const { actionId, key } = await approved();
    workspace.clock.now = new Date(START.getTime() + AUTHORITY_MS);
    await workspace.execute(key);
    expect(workspace.sent).toEqual([]);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({
      state: 'pending',
      round: 2,
      pendingReason: 'approval_lapsed',
    });
    await workspace.decide('per_miguel', actionId, { decisionId: 'dec_secondround' });
    await workspace.execute(key);
    await workspace.execute({ pk: actionId, round: 2 });
    expect(workspace.sent).toHaveLength(1);
  });

  it('is not sent when a rule blocks it meanwhile', async () => {
    const { actionId, key } = await approved();
    const agent = {
      enabled: true,
      guardrail: { restrict: true, allowList: [], inside: 'ask', outside: 'block' },
      notifyAgentDefault: false,
    };
    const before = {
      ...agent,
      guardrail: { ...agent.guardrail, allowList: ['acme.example'], inside: 'allow', outside: 'ask' },
    };
    await set(agentKey('agt_invoice'), 'capabilities', { send_email: agent });
    await workspace.execute(key);
    await set(agentKey('agt_invoice'), 'capabilities', { send_email: before });
    await workspace.execute(key);
    expect(workspace.sent).toEqual([]);
    expect(await readRow(workspace.tables, key)).toMatchObject({
      state: 'failed',
      outcome: { code: 'blocked_by_policy' },
    });
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'failed' });
  });

  it('is tried again later when the attempt surely did not begin, by the sweep and not before its time', async () => {
    const { key } = await approved();
    workspace.providerAnswers(async () => ({ known: 'not_begun', code: 'TooManyRequestsException' }));
    await workspace.execute(key);
    expect(await readRow(workspace.tables, key)).toMatchObject({ state: 'approved', attempt: 1 });
    await workspace.sweep();
    expect(workspace.started).not.toContainEqual(key);
    workspace.clock.now = new Date(START.getTime() + MINUTE);
    await workspace.sweep();
    expect(workspace.started).toContainEqual(key);
    workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-2' }));
    await workspace.execute(key);
    expect(await readRow(workspace.tables, key)).toMatchObject({ state: 'executed', attempt: 2 });
  });

  it.each([
    ['refused', 'failed'],
    ['unknown', 'uncertain'],
  ] as const)('ends well-defined when the provider says %s', async (known, state) => {
    const { actionId, key } = await approved();
    workspace.providerAnswers(async () => ({ known, code: 'MessageRejected' }));
    await workspace.execute(key);
    await workspace.execute(key);
    expect(workspace.sent).toHaveLength(1);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state });
  });

  it('is uncertain when the executor itself breaks during the effect', async () => {
    const { actionId, key } = await approved();
    workspace.providerAnswers(() => Promise.reject(new TypeError('boom')));
    await workspace.execute(key);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'uncertain' });
  });
});

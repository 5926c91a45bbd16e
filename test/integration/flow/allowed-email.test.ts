import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/action/action-table.ts';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import { readRow, readRows } from '../../../shared/ledger/ledger-table.ts';
import { holdAgent } from '../../../shared/workspace/hold.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE } from '../../support/workspace.ts';

const RECORDS = { to: ['records@acme.example'], subject: 'Noted', text: 'It is paid.' };

describe('an email inside the list', () => {
  const workspace = useWorkspace();
  afterEach(() => rule({ inside: 'allow', outside: 'ask' }));

  const rule = (rules: { inside: string; outside: string }, allowList = ['acme.example']) =>
    workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'work',
        Key: agentKey('agt_invoice'),
        UpdateExpression: 'SET capabilities = :now',
        ExpressionAttributeValues: {
          ':now': {
            send_email: {
              enabled: true,
              notifyAgentDefault: false,
              guardrail: { restrict: true, allowList, ...rules },
            },
          },
        },
      }),
    );
  /** Asked for, and then the agent's function died before it called the executor. */
  const allowedAndForgotten = async () => {
    const run = workspace.executors.lambda.send;
    workspace.executors.lambda.send = (() => Promise.reject(new Error('the function ended'))) as typeof run;
    const deaf = { ...workspace.clock };
    const asking = workspace.ask(RECORDS);
    // The gate gives up waiting once its time is over.
    await new Promise((later) => setTimeout(later, 300));
    workspace.clock.now = new Date(deaf.now.getTime() + MINUTE);
    const outcome = await asking;
    workspace.executors.lambda.send = run;
    return outcome;
  };

  it('is sent at once and the agent gets the result', async () => {
    const outcome = await workspace.ask(RECORDS);
    expect(outcome).toMatchObject({ outcome: 'executed' });
    expect(workspace.sent).toHaveLength(1);
    expect(await workspace.stateOf(outcome.actionId)).toBe('executed');
  });

  it('is sent once when the same tool call comes again', async () => {
    const first = await workspace.ask(RECORDS, { toolCallId: 'call_same' });
    const second = await workspace.ask(RECORDS, { toolCallId: 'call_same' });
    expect(second).toEqual(first);
    expect(workspace.sent).toHaveLength(1);
  });

  it('is refused when the same tool call comes with other content', async () => {
    await workspace.ask(RECORDS, { toolCallId: 'call_reused' });
    const other = await workspace.ask({ ...RECORDS, text: 'Something else.' }, { toolCallId: 'call_reused' });
    expect(other).toMatchObject({ outcome: 'failed', reason: 'idempotency_conflict' });
    expect(workspace.sent).toHaveLength(1);
  });

  it('is asked about when an untrusted trigger started the run', async () => {
    const outcome = await workspace.ask(RECORDS, { tainted: true });
    expect(outcome).toMatchObject({ outcome: 'pending_approval', reason: 'untrusted_run' });
    expect(workspace.sent).toEqual([]);
  });

  it('is run by the sweep when the agent died before it called the executor', async () => {
    const { outcome, actionId } = await allowedAndForgotten();
    expect(outcome).toBe('uncertain');
    await workspace.sweep();
    expect(workspace.started).toEqual([{ pk: `G#${actionId}`, round: 0 }]);
    for (const key of workspace.started) await workspace.execute(key);
    expect(workspace.sent).toHaveLength(1);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'executed' });
    workspace.started.length = 0;
    await workspace.sweep();
    expect(workspace.started).toEqual([]);
  });

  it('is not started by the sweep while its agent is on hold', async () => {
    const { actionId } = await allowedAndForgotten();
    const key = { pk: `G#${actionId}`, round: 0 };
    const hold = (on: boolean) => holdAgent(workspace, 'agt_invoice', callerOf('per_ada'), { hold: on });
    await hold(true);
    await workspace.sweep();
    await hold(false);
    expect(workspace.started).not.toContainEqual(key);
    await workspace.sweep();
    expect(workspace.started).toContainEqual(key);
  });

  it('becomes a question when the settings ask now, and a late executor finds its claim refused', async () => {
    const { actionId } = await allowedAndForgotten();
    const key = { pk: `G#${actionId}`, round: 0 };
    await rule({ inside: 'ask', outside: 'ask' });
    await workspace.execute(key);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({
      state: 'pending',
      round: 1,
      pendingReason: 'asks_now',
    });
    await rule({ inside: 'allow', outside: 'ask' });
    await workspace.execute(key);
    expect(workspace.sent).toEqual([]);
    await workspace.decide('per_olivia', actionId);
    await workspace.execute({ pk: actionId, round: 1 });
    await workspace.execute(key);
    expect(workspace.sent).toHaveLength(1);
  });

  it('fails when the settings block it now', async () => {
    const { actionId } = await allowedAndForgotten();
    await rule({ inside: 'ask', outside: 'block' }, []);
    await workspace.execute({ pk: `G#${actionId}`, round: 0 });
    expect(workspace.sent).toEqual([]);
    expect(await readRow(workspace.tables, { pk: `G#${actionId}`, round: 0 })).toMatchObject({ state: 'failed' });
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'failed' });
  });

  it('runs once when stream, sweep and agent all call the executor', async () => {
    const { actionId } = await allowedAndForgotten();
    const key = { pk: `G#${actionId}`, round: 0 };
    await Promise.all(Array.from({ length: 20 }, () => workspace.execute(key)));
    expect(workspace.sent).toHaveLength(1);
    expect(await readRows(workspace.tables, actionId)).toHaveLength(1);
  });
});

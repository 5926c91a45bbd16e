import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/action/action-table.ts';
import { derivedId } from '../../../shared/ids.ts';
import { AUTHORITY_MS } from '../../../shared/ledger/authority.ts';
import { guardrailKey } from '../../../shared/ledger/ledger.ts';
import { readRows } from '../../../shared/ledger/ledger-table.ts';
import { takeEvidence } from '../../../shared/ledger/take-evidence.ts';
import { oldReads } from '../../support/old-reads.ts';
import { MINUTE, openTestWorkspace, START, type TestWorkspace } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'], subject: 'Invoice', text: 'It is paid.' };

describe('eventual reads that show what was so a moment ago', () => {
  let workspace: TestWorkspace;
  let old: ReturnType<typeof oldReads>;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
    old = oldReads(workspace.tables.client);
  });
  afterAll(() => workspace.close());
  beforeEach(async () => {
    workspace.sent.length = 0;
    workspace.clock.now = START;
    await workspace.settle({});
  });
  const look = (actionId: string) =>
    Promise.all([readAction(workspace.tables, actionId, 'eventual'), readRows(workspace.tables, actionId, 'eventual')]);
  const remember = (actionId: string) => old.remember(() => look(actionId));
  const asked = async () => (await workspace.ask(DANA)).actionId;
  const key = (actionId: string) => ({ pk: actionId, round: 1 });

  it('let nobody decide a second time, and say who decided', async () => {
    const actionId = await asked();
    await remember(actionId);
    await workspace.press('per_miguel', actionId, 'reject');
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toMatchObject({
      ...{ code: 'ALREADY_DECIDED', details: { winner: { verdict: 'reject' } } },
    });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'rejected', v: 1 });
  });

  it('refuse nobody who was shown what is so now', async () => {
    const actionId = await asked();
    await remember(actionId);
    await workspace.press('per_olivia', actionId, 'approve');
    workspace.clock.now = new Date(START.getTime() + AUTHORITY_MS + 1);
    await workspace.sweep();
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'lapsed' });
    expect(await workspace.press('per_olivia', actionId, 'approve')).toMatchObject({ round: 2, state: 'approved' });
  });

  it('do not hide an action that was just asked for', async () => {
    const actionId = derivedId('act', 'run_1', 'call_new');
    await remember(actionId);
    await workspace.ask(DANA, { toolCallId: 'call_new' });
    expect(await workspace.press('per_olivia', actionId, 'approve')).toMatchObject({ state: 'approved' });
  });

  it("do not void a first person's yes to content that was edited since", async () => {
    await workspace.settle({ approversNeeded: 2 });
    const actionId = await asked();
    await remember(actionId);
    await workspace.press('per_olivia', actionId, 'approve', { edited: { ...DANA, text: 'It is paid, thank you.' } });
    expect(await workspace.press('per_miguel', actionId, 'approve')).toMatchObject({ state: 'approved', round: 1 });
  });

  it('do not keep an executor from a row that was just made', async () => {
    const actionId = await asked();
    await remember(actionId);
    await workspace.press('per_olivia', actionId, 'approve');
    expect(await workspace.execute(key(actionId))).toEqual({ state: 'executed' });
    expect(workspace.sent).toHaveLength(1);
  });

  it('let nothing run that was withdrawn since', async () => {
    const actionId = await asked();
    await workspace.press('per_olivia', actionId, 'approve');
    await remember(actionId);
    await workspace.press('per_miguel', actionId, 'withdraw');
    await workspace.execute(key(actionId));
    expect(workspace.sent).toEqual([]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'withdrawn' });
  });

  it('let nothing run twice', async () => {
    const actionId = await asked();
    await workspace.press('per_olivia', actionId, 'approve');
    await remember(actionId);
    for (let run = 0; run < 3; run++) await workspace.execute(key(actionId));
    expect(workspace.sent).toHaveLength(1);
  });

  it("do not hide that the guardrail's own try was sent after all", async () => {
    workspace.providerAnswers(async () => ({ known: 'not_begun', code: 'TooManyRequestsException' }));
    const { actionId } = await workspace.ask({ to: ['records@acme.example'] });
    workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' }));
    await workspace.settle({ guardrail: { restrict: false, askAlways: true } });
    workspace.clock.now = new Date(START.getTime() + MINUTE);
    await workspace.execute(guardrailKey(actionId));
    await workspace.press('per_olivia', actionId, 'approve');
    await remember(actionId);
    const [claimId = ''] = (await workspace.rowOf(actionId, 0))?.earlierClaims ?? [];
    const evidence = { kind: 'Send', at: START.toISOString(), providerId: 'ses-1' };
    await takeEvidence(workspace, guardrailKey(actionId), { claimId, evidence, says: 'sent' });
    workspace.sent.length = 0;
    expect(await workspace.execute(key(actionId))).toEqual({ state: 'lapsed' });
    expect(workspace.sent).toEqual([]);
  });

  it('do not close a row that moved on since its action showed it', async () => {
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
    const actionId = await asked();
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute(key(actionId));
    await remember(actionId);
    workspace.stream.isLost = true;
    await workspace.checked('per_olivia', actionId, 'sent');
    await workspace.sweep();
    workspace.stream.isLost = false;
    expect(await workspace.stateOf(actionId)).toBe('executed');
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'executed' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/action/action-table.ts';
import { openContent } from '../../../shared/action/content.ts';
import { ASKED_FOR, aTool } from '../../support/builders.ts';
import { openTestWorkspace, type TestWorkspace } from '../../support/workspace.ts';

const CALL = ASKED_FOR.use_tool;
const ELSEWHERE = { target: { kind: 'https', url: 'https://elsewhere.example/refund', secretName: 'REFUND' } };

describe('where a tool leads', () => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
  });
  afterAll(() => workspace.close());
  beforeEach(async () => {
    workspace.sent.length = 0;
    await workspace.allow({ tools: [aTool()] });
  });

  async function contentOf(actionId: string) {
    const action = await readAction(workspace.tables, actionId);
    return action && openContent(action.capability, action.content).input;
  }

  it('is part of what people approve, and comes from the settings', async () => {
    const { actionId } = await workspace.request('use_tool', CALL);
    expect(await contentOf(actionId)).toMatchObject({ tool: 'refund', target: 'countersign-tool-refund' });
  });

  it('cannot be said by the agent, nor by an edit', async () => {
    const target = 'countersign-tool-other';
    const told = await workspace.request('use_tool', { ...CALL, target });
    expect(told).toMatchObject({ outcome: 'failed', reason: 'invalid_input' });
    const { actionId } = await workspace.request('use_tool', CALL);
    const edited = { ...CALL, target };
    await expect(workspace.press('per_olivia', actionId, 'approve', { edited })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
  });

  it('changed before the approval: it cannot be approved, and an edit does not bring it there', async () => {
    const { actionId } = await workspace.request('use_tool', CALL);
    await workspace.allow({ tools: [aTool(ELSEWHERE)] });
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toMatchObject({ code: 'BLOCKED_NOW' });
    const edited = { tool: 'refund', input: { order: 'A1', cents: 5 } };
    await expect(workspace.press('per_olivia', actionId, 'approve', { edited })).rejects.toMatchObject({
      code: 'EDIT_BLOCKED',
      details: { rule: 'tool_changed' },
    });
    expect(await workspace.press('per_olivia', actionId, 'reject')).toMatchObject({ state: 'rejected' });
  });

  it('changed after the approval: it is not called, and the reason is said', async () => {
    const { actionId } = await workspace.request('use_tool', CALL);
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.allow({ tools: [aTool(ELSEWHERE)] });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toEqual([]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'failed', outcome: { code: 'tool_changed' } });
  });

  it('changed after the guardrail allowed it: it is not called either', async () => {
    await workspace.allow({ tools: [aTool({ requireApproval: false })] });
    workspace.providerAnswers(async () => ({ known: 'not_begun', code: 'TooManyRequestsException' }));
    const { actionId } = await workspace.request('use_tool', CALL);
    workspace.sent.length = 0;
    await workspace.allow({ tools: [aTool({ ...ELSEWHERE, requireApproval: false })] });
    workspace.clock.now = new Date(workspace.clock.now.getTime() + 60_000);
    await workspace.execute({ pk: `G#${actionId}`, round: 0 });
    expect(workspace.sent).toEqual([]);
    expect(await workspace.stateOf(actionId)).toBe('failed');
  });
});

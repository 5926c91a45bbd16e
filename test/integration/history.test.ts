import { describe, expect, it } from 'vitest';
import { readHistory } from '../../shared/action/history-table.ts';
import { useWorkspace } from '../support/use-workspace.ts';
import { START } from '../support/workspace.ts';

describe('what an agent asked for over three months', () => {
  const workspace = useWorkspace();

  it('is read page by page, newest first, each once, whatever became of it', async () => {
    const asked: string[] = [];
    for (const days of [0, 1, 40, 41, 75]) {
      workspace.clock.now = new Date(START.getTime() + days * 86_400_000);
      asked.unshift((await workspace.ask({ to: ['dana@customer.example'], subject: `Day ${days}` })).actionId);
    }
    await workspace.press('per_olivia', asked[0] ?? '', 'reject');
    const seen: { actionId: string; state: string }[] = [];
    let before: string | undefined = '2027-12-01';
    while (before !== undefined) {
      const page: Awaited<ReturnType<typeof readHistory>> = await readHistory(workspace.tables, 'agt_invoice', {
        limit: 2,
        before,
      });
      expect(page.actions.length).toBeLessThanOrEqual(2);
      seen.push(...page.actions);
      before = page.next;
    }
    expect(seen.map(({ actionId }) => actionId)).toEqual(asked);
    expect(seen.map(({ state }) => state)).toEqual(['rejected', 'pending', 'pending', 'pending', 'pending']);
  });
});

import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { readRounds } from '../../../shared/ledger/ledger-table.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

describe('two approvers press a button in the same second', () => {
  const workspace = useWorkspace();

  it('keeps one decision and tells the other who won', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    const [olivia, miguel] = await Promise.allSettled([
      workspace.decide('per_olivia', actionId, { verdict: 'approve' }),
      workspace.decide('per_miguel', actionId, { verdict: 'reject' }),
    ]);
    const rows = await readRounds(workspace.tables, actionId);
    expect(rows).toHaveLength(1);
    expect([olivia, miguel].filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const loser = [olivia, miguel].find((result) => result.status === 'rejected');
    expect(loser?.reason).toBeInstanceOf(AppError);
    expect(loser?.reason).toMatchObject({
      code: 'ALREADY_DECIDED',
      details: {
        winner: {
          verdict: rows[0]?.verdict,
          decidedBy: rows[0] && 'decidedByName' in rows[0] ? rows[0].decidedByName : '',
        },
      },
    });
  });

  it('lets one of a hundred racing decisions through', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    const verdicts = ['approve', 'reject'] as const;
    const racing = Array.from({ length: 100 }, (_, index) => {
      const decisionId = `dec_racing0000${index}`;
      return workspace.decide(index % 2 ? 'per_olivia' : 'per_miguel', actionId, {
        verdict: verdicts[index % 2] ?? 'reject',
        decisionId,
      });
    });
    const results = await Promise.allSettled(racing);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(
      results.filter(
        (result) => result.status === 'rejected' && (result.reason as AppError).code === 'ALREADY_DECIDED',
      ),
    ).toHaveLength(99);
    expect(await readRounds(workspace.tables, actionId)).toHaveLength(1);
  });

  it('takes the same click sent twice as one decision', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    const click = { verdict: 'approve' as const, decisionId: 'dec_thesameclick' };
    const answers = await Promise.all([
      workspace.decide('per_olivia', actionId, click),
      workspace.decide('per_olivia', actionId, click),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await readRounds(workspace.tables, actionId)).toHaveLength(1);
  });
});

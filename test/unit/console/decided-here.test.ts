import { describe, expect, it } from 'vitest';
import { decidedHere } from '../../../functions/console/web/approvals/decided-here.ts';

const item = (actionId: string, round = 1) => ({ actionId, round, summary: 'Email' });
const approved = { actionId: 'act_1', round: 1, state: 'approved' };

describe('the list, a moment behind what was just decided here', () => {
  it('does not bring it back', () => {
    const here = decidedHere();
    here.remember(approved);
    const page = { items: [item('act_1'), item('act_2')], next: 'more' };
    expect(here.without(page)).toEqual({ items: [item('act_2')], next: 'more' });
  });

  it('brings it back when it is asked again, in another round', () => {
    const here = decidedHere();
    here.remember(approved);
    expect(here.without({ items: [item('act_1', 2)] }).items).toHaveLength(1);
  });

  it('keeps what waits for a second person', () => {
    const here = decidedHere();
    here.remember({ ...approved, state: 'half' });
    expect(here.without({ items: [item('act_1')] }).items).toHaveLength(1);
  });
});

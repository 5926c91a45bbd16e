import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changePreferences } from '../../../functions/workspace/change-preferences.ts';
import { showMe } from '../../../functions/workspace/show-me.ts';
import { requireMember } from '../../../shared/people/person-table.ts';
import type { Preferences } from '../../../shared/people/preferences.ts';
import { toldPeople } from '../../support/told-people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DAY = 24 * 60 * MINUTE;
const AS_USUAL: Preferences = { emailNotices: true, mutedAgents: [], standIn: null };

describe('an owner is away and has named somebody for the time', () => {
  const workspace = useWorkspace();
  let people: ReturnType<typeof toldPeople>;
  let weeks = 0;
  beforeAll(() => {
    people = toldPeople(workspace);
  });
  beforeEach(() => {
    workspace.clock.now = new Date(START.getTime() + ++weeks * 7 * DAY);
    people.mails.length = 0;
  });
  const inDays = (days: number) => new Date(workspace.clock.now.getTime() + days * DAY).toISOString();
  const prefers = async (personId: string, change: Partial<Preferences>) =>
    changePreferences(workspace, await requireMember(workspace.tables, personId), { ...AS_USUAL, ...change });
  const away = (personId: string, from = inDays(-1), until = inDays(1)) =>
    prefers('per_olivia', { standIn: { personId, from, until } });
  const ask = async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    await people.asked(actionId);
    return actionId;
  };

  it('is told of nothing; who stands in is, and is told for whom', async () => {
    await prefers('per_miguel', {});
    await away('per_miguel');
    const actionId = await ask();
    expect(await people.bellOf('per_olivia', actionId)).toEqual([]);
    expect(await people.bellOf('per_miguel', actionId)).toMatchObject([{ insteadOf: 'Olivia Owner' }]);
    expect(people.mails).toMatchObject([
      {
        to: 'miguel@acme.example',
        text: expect.stringContaining('You are told in place of Olivia Owner, who is away.'),
      },
    ]);
  });

  it('is told as usual before the period and after it', async () => {
    for (const [from, until] of [
      [1, 2],
      [-2, 0],
    ] as const) {
      await away('per_miguel', inDays(from), inDays(until + 1));
      workspace.clock.now = new Date(workspace.clock.now.getTime() + (until === 0 ? 2 * DAY : 0));
      expect(await people.bellOf('per_olivia', await ask())).toHaveLength(1);
    }
  });

  it.each([
    ['may not decide for the agent', { access: { per_olivia: 'owner', per_miguel: 'use' } }, AS_USUAL],
    ['muted the agent', { access: { per_olivia: 'owner', per_miguel: 'edit' } }, { mutedAgents: ['agt_invoice'] }],
  ])('is told, and the next in the chain too, where who stands in %s', async (_, { access }, preferences) => {
    await people.changeAgent('access', access);
    await prefers('per_miguel', preferences);
    await away('per_miguel');
    const actionId = await ask();
    expect(await people.bellOf('per_miguel', actionId)).toEqual([]);
    expect(await people.bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(await people.bellOf('per_ada', actionId)).toHaveLength(1);
    await people.changeAgent('access', { per_olivia: 'owner', per_miguel: 'edit' });
    await prefers('per_miguel', {});
  });

  it('sees in "me" how they are told, and whether emails reach them', async () => {
    await away('per_miguel');
    await people.mailEvent('per_olivia', 'olivia@acme.example', 'Bounce');
    const me = async () => showMe(workspace.tables, await requireMember(workspace.tables, 'per_olivia'));
    expect(await me()).toMatchObject({
      ...{ emailNotices: true, mutedAgents: [], standIn: { personId: 'per_miguel' } },
      unreachable: { why: 'bounced', since: workspace.clock.now.toISOString() },
    });
    expect(await prefers('per_olivia', { mutedAgents: ['agt_stock'] })).toEqual(await me());
    expect(await me()).toMatchObject({ mutedAgents: ['agt_stock'], standIn: null, unreachable: null });
  });

  it.each(['per_olivia', 'per_nobody'])('cannot name %s', async (personId) => {
    await expect(away(personId)).rejects.toMatchObject({ code: 'CANNOT_STAND_IN' });
  });

  it('cannot name a period that is over', async () => {
    await expect(away('per_miguel', inDays(-2), inDays(-1))).rejects.toMatchObject({ code: 'CANNOT_STAND_IN' });
  });
});

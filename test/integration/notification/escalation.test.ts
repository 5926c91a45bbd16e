import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { showBell } from '../../../functions/notification/show-bell.ts';
import { changePreferences } from '../../../functions/workspace/change-preferences.ts';
import { personKey, requireMember } from '../../../shared/people/person-table.ts';
import { logLines } from '../../support/log-lines.ts';
import { toldPeople } from '../../support/told-people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };
const AWAY = { from: '2026-01-01T00:00:00.000Z', until: '2027-12-31T00:00:00.000Z' };
const ALL = ['per_owner', 'per_team', 'per_admin'];

describe('the chain of who is told: owners, admins of the team, admins of the workspace', () => {
  const workspace = useWorkspace();
  let people: ReturnType<typeof toldPeople>;
  let days = 0;
  beforeAll(() => {
    people = toldPeople(workspace);
  });

  const remove = (personId: string) =>
    workspace.tables.client.send(new DeleteCommand({ TableName: 'work', Key: personKey(personId) }));
  /** Who of the chain has a bell entry of it. */
  const toldOf = async (actionId: string) => {
    const has = await Promise.all(ALL.map(async (id) => (await people.bellOf(id, actionId)).length > 0));
    return ALL.filter((_, at) => has[at]);
  };
  const ask = async () => {
    const { actionId } = await workspace.ask(DANA);
    await people.asked(actionId);
    return actionId;
  };

  /** Each link whole: an owner, an admin of the agent's team, an admin of the workspace, who all want emails. */
  beforeEach(async () => {
    workspace.clock.now = new Date(START.getTime() + ++days * 24 * 60 * MINUTE);
    people.mails.length = 0;
    logLines.length = 0;
    for (const personId of ['per_olivia', 'per_miguel', 'per_ada']) await remove(personId);
    await people.person({ personId: 'per_owner', name: 'Owner' });
    await people.person({ personId: 'per_team', name: 'Team Admin', teams: { tea_1: 'admin' } });
    await people.person({ personId: 'per_admin', name: 'Workspace Admin', role: 'admin' });
    await people.inTeam('tea_1', 'per_team', 'admin');
    await people.changeAgent('teamId', 'tea_1');
    await people.changeAgent('access', { per_owner: 'owner' });
    for (const personId of ALL) {
      await changePreferences(workspace, await requireMember(workspace.tables, personId), {
        ...{ emailNotices: true, mutedAgents: [], standIn: null },
      });
    }
  });

  it('begins with the owners, and goes no further where one of them will notice', async () => {
    expect(await toldOf(await ask())).toEqual(['per_owner']);
    expect(people.mails.map(({ to }) => to)).toEqual(['owner@acme.example']);
  });

  it('brings what waits with a person who is removed, or may not decide any more, to whoever is left', async () => {
    const actionId = await ask();
    expect(await toldOf(actionId)).toEqual(['per_owner']);
    const later = () => {
      workspace.clock.now = new Date(workspace.clock.now.getTime() + 1_000);
    };
    await remove('per_owner');
    later();
    await people.event('rights.lost.v1', { personId: 'per_owner' });
    expect(await toldOf(actionId)).toEqual(['per_owner', 'per_team']);
    await people.changePerson('per_team', 'teams', {});
    later();
    for (let times = 0; times < 2; times++) await people.event('rights.lost.v1', { personId: 'per_team' });
    expect(await toldOf(actionId)).toEqual(ALL);
    expect(await people.bellOf('per_admin', actionId)).toHaveLength(1);
    expect(people.mails.map(({ to }) => to)).toEqual(ALL.map((id) => `${id.slice(4)}@acme.example`));
  });

  it.each([
    ['there is no owner', () => people.changeAgent('access', {})],
    ['the owner was removed', () => remove('per_owner')],
    ['the owner muted the agent', () => people.changePerson('per_owner', 'mutedAgents', ['agt_invoice'])],
  ])('goes on to the admins of the team where %s', async (_, broken) => {
    await broken();
    expect(await toldOf(await ask())).toEqual(['per_team']);
  });

  it.each([
    ['bounce', 'Bounce', 'General'],
    ['are suppressed', 'Bounce', 'OnAccountSuppressionList'],
    ['were complained of', 'Complaint', ''],
  ])("goes on besides where the owner's emails %s, and emails the owner no more", async (_, type, subType) => {
    await people.mailEvent('per_owner', 'owner@acme.example', type, 'Permanent', subType);
    expect(await toldOf(await ask())).toEqual(['per_owner', 'per_team']);
    expect(people.mails.map(({ to }) => to)).toEqual(['team@acme.example']);
  });

  it('tells the next when a notice bounces, of all that waits, once', async () => {
    const actionId = await ask();
    expect(await toldOf(actionId)).toEqual(['per_owner']);
    workspace.clock.now = new Date(workspace.clock.now.getTime() + MINUTE);
    for (let times = 0; times < 2; times++) await people.mailEvent('per_owner', 'owner@acme.example', 'Bounce');
    expect(await toldOf(actionId)).toEqual(['per_owner', 'per_team']);
    expect(people.mails.map(({ to }) => to)).toEqual(['owner@acme.example', 'team@acme.example']);
  });

  it('does not mind a mailbox that is full today, nor an address that the person had before', async () => {
    await people.mailEvent('per_owner', 'owner@acme.example', 'Bounce', 'Transient', 'MailboxFull');
    await people.mailEvent('per_owner', 'old@acme.example', 'Bounce');
    expect(await toldOf(await ask())).toEqual(['per_owner']);
  });

  it('begins with the owner again once they confirmed how they want to be told', async () => {
    await people.mailEvent('per_owner', 'owner@acme.example', 'Bounce');
    const owner = await requireMember(workspace.tables, 'per_owner');
    await changePreferences(workspace, owner, { emailNotices: true, mutedAgents: [], standIn: null });
    expect(await toldOf(await ask())).toEqual(['per_owner']);
  });

  it('ends with the admins of the workspace', async () => {
    await people.mailEvent('per_owner', 'owner@acme.example', 'Bounce');
    await people.inTeam('tea_1', 'per_team', 'member');
    await people.changePerson('per_team', 'teams', { tea_1: 'member' });
    expect(await toldOf(await ask())).toEqual(['per_owner', 'per_admin']);
    await people.changeAgent('access', {});
    expect(await toldOf(await ask())).toEqual(['per_admin']);
  });

  it('wakes an operator and shows admins a banner where every link is broken, until somebody decided', async () => {
    await people.changeAgent('access', {});
    await people.changePerson('per_team', 'mutedAgents', ['agt_invoice']);
    await people.changePerson('per_admin', 'standIn', { ...AWAY, personId: 'per_gone' });
    const actionId = await ask();
    expect(logLines.join()).toMatch(/"level":"error".*nobody can be told/);
    const seenBy = (role: 'admin' | 'member') => showBell(workspace.tables, { personId: 'per_admin', role });
    const banner = { kind: 'nobody_told', waiting: 1, agents: ['Invoice helper'] };
    expect(await seenBy('admin')).toMatchObject({ banner });
    expect(await seenBy('member')).not.toHaveProperty('banner');
    // The admin, whose stand-in is gone, has it in the bell all the same.
    await workspace.press('per_admin', actionId, 'reject');
    await people.decided(actionId);
    expect(await seenBy('admin')).not.toHaveProperty('banner');
  });

  it('tells nobody who may not read it: the roles count, not the lists of who has them', async () => {
    await people.changeAgent('access', {});
    await people.changePerson('per_team', 'teams', {});
    await people.changePerson('per_admin', 'role', 'member');
    expect(await toldOf(await ask())).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { addAgent, editAccess, editAgent, listAgents } from '../../../shared/agent/agents.ts';
import { removeMember, setMember } from '../../../shared/people/members.ts';
import { addTeam, deleteTeam, listTeams, renameTeam, viewTeam } from '../../../shared/people/teams.ts';
import { changeTeamToggles } from '../../../shared/workspace/change-settings.ts';
import { readSettings } from '../../../shared/workspace/settings.ts';
import { agentOf, personOf } from '../../support/members.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

describe('teams of agents and people', () => {
  const workspace = useWorkspace();
  const person = (id: string) => personOf(workspace.tables, id);
  const team = async (name: string) => (await addTeam(workspace.tables, await person('per_ada'), name)).teamId;
  const levels = async (id: string) => {
    const agents = await listAgents(workspace.tables, await person(id));
    return Object.fromEntries(agents.map(({ name, level }) => [name, level]));
  };

  it('gives its admins all of its agents, its members their default, its guests nothing', async () => {
    const { tables } = workspace;
    const teamId = await team('Sales');
    await setMember(tables, teamId, 'per_miguel', 'admin');
    await setMember(tables, teamId, 'per_olivia', 'member');
    const made = await addAgent(tables, await person('per_miguel'), {
      ...{ name: 'Sales agent', instructions: '', model: { provider: 'default' }, teamId },
    });
    const agent = await agentOf(tables, made.agentId);
    const access = { access: {}, defaultAccess: 'use' as const, version: 1 };
    await editAccess(workspace, { person: await person('per_miguel'), agent }, access);
    expect((await levels('per_miguel'))['Sales agent']).toBe('owner');
    expect((await levels('per_olivia'))['Sales agent']).toBe('use');
    await setMember(tables, teamId, 'per_olivia', 'guest');
    expect((await levels('per_olivia'))['Sales agent']).toBeUndefined();
    await removeMember(tables, teamId, 'per_miguel');
    expect((await levels('per_miguel'))['Sales agent']).toBeUndefined();
    const view = await viewTeam(tables, await person('per_ada'), teamId);
    expect(view).toMatchObject({ members: [{ personId: 'per_olivia' }], agents: [{ agentId: made.agentId }] });
  });

  it('is seen by those in it, and renamed for everybody', async () => {
    const teamId = await team('Old');
    await setMember(workspace.tables, teamId, 'per_olivia', 'member');
    await renameTeam(workspace.tables, await person('per_ada'), teamId, 'New');
    const seen = await listTeams(workspace.tables, await person('per_olivia'));
    expect(seen).toContainEqual({ teamId, name: 'New', role: 'member' });
    expect((await listTeams(workspace.tables, await person('per_miguel'))).map((one) => one.teamId)).not.toContain(
      teamId,
    );
  });

  it('cannot go while an agent belongs to it, and takes its members’ roles with it', async () => {
    const { tables } = workspace;
    const teamId = await team('Short');
    await setMember(tables, teamId, 'per_olivia', 'admin');
    const owner = await person('per_olivia');
    const { agentId } = await addAgent(tables, owner, {
      ...{ name: 'Stays', instructions: '', model: { provider: 'default' }, teamId },
    });
    const ada = await person('per_ada');
    await expect(deleteTeam(tables, ada, teamId)).rejects.toMatchObject({ code: 'TEAM_HAS_AGENTS' });
    const agent = await agentOf(tables, agentId);
    await editAgent(workspace, { person: owner, agent }, { ...pageOf(agent), teamId: null });
    await deleteTeam(tables, ada, teamId);
    expect((await person('per_olivia')).teams[teamId]).toBeUndefined();
    expect((await levels('per_olivia')).Stays).toBe('owner');
  });

  it('switches capabilities for its agents, on the version that was shown', async () => {
    const teamId = await team('Toggles');
    const { version: settingsVersion } = await readSettings(workspace.tables);
    const change = { capabilities: { send_sms: 'off' as const }, settingsVersion };
    await changeTeamToggles(workspace.tables, 'per_ada', teamId, change);
    expect((await readSettings(workspace.tables)).teams[teamId]).toEqual({ capabilities: { send_sms: 'off' } });
    const again = changeTeamToggles(workspace.tables, 'per_ada', teamId, change);
    await expect(again).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });
});

function pageOf(agent: Awaited<ReturnType<typeof agentOf>>) {
  const { name, instructions, model, paused, chatPersonDecides, rejectReasons, version } = agent;
  return { name, instructions, model, paused, chatPersonDecides, rejectReasons, version };
}

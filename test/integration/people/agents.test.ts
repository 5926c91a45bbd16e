import { describe, expect, it } from 'vitest';
import { listPending } from '../../../functions/approval/list-pending.ts';
import type { Agent } from '../../../shared/agent/agent.ts';
import { readAgent } from '../../../shared/agent/agent-table.ts';
import { addAgent, editAccess, editAgent, listAgents } from '../../../shared/agent/agents.ts';
import { deleteAgent } from '../../../shared/agent/delete-agent.ts';
import { setHold } from '../../../shared/workspace/hold.ts';
import { agentOf, personOf } from '../../support/members.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const plain = { instructions: 'Help.', model: { provider: 'default' as const } };

const asShown = (agent: Agent) => {
  const { name, instructions, model, paused, chatPersonDecides, rejectReasons, version, teamId = null } = agent;
  return { name, instructions, model, paused, chatPersonDecides, rejectReasons, version, teamId };
};

describe('agents, as people make and change them', () => {
  const workspace = useWorkspace();
  const made = async (name: string, personId = 'per_miguel') => {
    const person = await personOf(workspace.tables, personId);
    const { agentId } = await addAgent(workspace.tables, person, { name, ...plain });
    return { person, agent: await agentOf(workspace.tables, agentId) };
  };
  const levels = async (personId: string, agentId: string) => {
    const agents = await listAgents(workspace.tables, await personOf(workspace.tables, personId));
    return agents.find((agent) => agent.agentId === agentId)?.level;
  };

  it('asks before everything, belongs to who made it, and is nobody else’s', async () => {
    const { agent } = await made('New one');
    expect(agent).toMatchObject({ access: { per_miguel: 'owner' }, defaultAccess: 'none', version: 1 });
    const asked = await workspace.ask({ to: ['news@acme.example'] }, { agentId: agent.agentId });
    expect(asked).toMatchObject({ outcome: 'pending_approval' });
    expect(await levels('per_miguel', agent.agentId)).toBe('owner');
    expect(await levels('per_olivia', agent.agentId)).toBeUndefined();
    expect(await levels('per_ada', agent.agentId)).toBe('owner');
  });

  it('keeps what was changed first, where two people change one page', async () => {
    const { person, agent } = await made('Two tabs');
    const change = (name: string) => editAgent(workspace.tables, { person, agent }, { ...asShown(agent), name });
    const tries = await Promise.allSettled([change('One'), change('Other')]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    expect(await readAgent(workspace.tables, agent.agentId)).toMatchObject({ version: 2 });
  });

  it('does not put a hold back that was set since the page was read', async () => {
    const { person, agent } = await made('Held');
    await setHold(workspace.tables, { pk: `AGENT#${agent.agentId}`, sk: 'PROFILE' }, true);
    await editAgent(workspace.tables, { person, agent }, { ...asShown(agent), name: 'Held still' });
    expect(await readAgent(workspace.tables, agent.agentId)).toMatchObject({ name: 'Held still', hold: true });
  });

  it('gives and takes levels at once, in every list; without an owner admins look after it', async () => {
    const { person, agent } = await made('Shared');
    const access = { per_olivia: 'edit' as const };
    await editAccess(workspace.tables, { person, agent }, { access, defaultAccess: 'use', version: 1 });
    expect(await levels('per_olivia', agent.agentId)).toBe('edit');
    expect(await levels('per_miguel', agent.agentId)).toBe('use');
    expect(await levels('per_ada', agent.agentId)).toBe('owner');
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] }, { agentId: agent.agentId });
    const waiting = async (personId: string) => {
      const { items } = await listPending(workspace.tables, callerOf(personId), { limit: 100, after: '' });
      return items.some((item) => item.actionId === actionId);
    };
    expect([await waiting('per_olivia'), await waiting('per_miguel')]).toEqual([true, false]);
  });

  it('names nobody who is not in the workspace', async () => {
    const { person, agent } = await made('Ghosts');
    const access = { per_nobody: 'owner' as const };
    const tried = editAccess(workspace.tables, { person, agent }, { access, defaultAccess: 'none', version: 1 });
    await expect(tried).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('lets editors change what it is told, and not its team or who decides in its chats', async () => {
    const agent = await agentOf(workspace.tables, 'agt_invoice');
    const person = await personOf(workspace.tables, 'per_miguel');
    const edit = (change: object) => editAgent(workspace.tables, { person, agent }, { ...asShown(agent), ...change });
    await expect(edit({ chatPersonDecides: false })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(edit({ teamId: 'tea_any' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await edit({ rejectReasons: ['Wrong customer'] })).toMatchObject({ version: 2 });
  });

  it('is deleted once nothing of it waits, and stops at once when it is asked for', async () => {
    const { person, agent } = await made('Short-lived');
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] }, { agentId: agent.agentId });
    await expect(deleteAgent(workspace, person, agent)).rejects.toMatchObject({ code: 'AGENT_HAS_OPEN_WORK' });
    const paused = await agentOf(workspace.tables, agent.agentId);
    expect(paused.paused).toBe(true);
    await workspace.press('per_miguel', actionId, 'withdraw');
    await deleteAgent(workspace, person, paused);
    expect(await readAgent(workspace.tables, agent.agentId)).toBeUndefined();
    expect(await levels('per_ada', agent.agentId)).toBeUndefined();
    const asked = await workspace.ask({ to: ['dana@customer.example'] }, { agentId: agent.agentId });
    expect(asked).toMatchObject({ outcome: 'blocked' });
  });
});

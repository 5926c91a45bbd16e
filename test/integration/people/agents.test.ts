import { describe, expect, it } from 'vitest';
import { listPending } from '../../../functions/approval/list-pending.ts';
import { removeWhatStarts } from '../../../functions/workspace/trigger/remove-what-starts.ts';
import type { Agent } from '../../../shared/agent/agent.ts';
import { readAgent } from '../../../shared/agent/agent-table.ts';
import { readVersions } from '../../../shared/agent/agent-version-table.ts';
import { addAgent, editAccess, editAgent, listAgents } from '../../../shared/agent/agents.ts';
import { deleteAgent } from '../../../shared/agent/delete-agent.ts';
import { hashOfKey, newKeyText } from '../../../shared/elsewhere/agent-key.ts';
import { createKey, readKey } from '../../../shared/elsewhere/agent-key-table.ts';
import { newId } from '../../../shared/ids.ts';
import { Trigger } from '../../../shared/trigger/trigger.ts';
import { writeNewTrigger } from '../../../shared/trigger/trigger-changes.ts';
import { readTriggersOf } from '../../../shared/trigger/trigger-table.ts';
import { setHold } from '../../../shared/workspace/hold.ts';
import { agentOf, personOf } from '../../support/members.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const SOON = { type: 'schedule', expression: 'rate(1 day)', timeZone: 'UTC', task: '', startsAt: START.toISOString() };
const ON_EVENT = { type: 'event', pattern: '{"source":["acme.shop"]}' };
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
    const change = (name: string) => editAgent(workspace, { person, agent }, { ...asShown(agent), name });
    const tries = await Promise.allSettled([change('One'), change('Other')]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    expect(await readAgent(workspace.tables, agent.agentId)).toMatchObject({ version: 2 });
  });

  it('does not put a hold back that was set since the page was read', async () => {
    const { person, agent } = await made('Held');
    await setHold(workspace.tables, { pk: `AGENT#${agent.agentId}`, sk: 'PROFILE' }, true);
    await editAgent(workspace, { person, agent }, { ...asShown(agent), name: 'Held still' });
    expect(await readAgent(workspace.tables, agent.agentId)).toMatchObject({ name: 'Held still', hold: true });
  });

  it('gives and takes levels at once, in every list; without an owner admins look after it', async () => {
    const { person, agent } = await made('Shared');
    const access = { per_olivia: 'edit' as const };
    await editAccess(workspace, { person, agent }, { access, defaultAccess: 'use', version: 1 });
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

  it('keeps of every change who made it, when, and what was before', async () => {
    const { person, agent } = await made('Kept');
    await editAgent(workspace, { person, agent }, { ...asShown(agent), paused: true, instructions: 'Help more.' });
    const ada = await personOf(workspace.tables, 'per_ada');
    const access = { per_miguel: 'owner' as const, per_olivia: 'edit' as const };
    const changed = await agentOf(workspace.tables, agent.agentId);
    await editAccess(workspace, { person: ada, agent: changed }, { access, defaultAccess: 'none', version: 2 });
    const nothing = async () => undefined;
    await deleteAgent({ ...workspace, endAccess: nothing }, ada, await agentOf(workspace.tables, agent.agentId));
    const { versions } = await readVersions(workspace.tables, agent.agentId, { limit: 10 });
    const about = { agentId: agent.agentId, at: workspace.now().toISOString() };
    expect(versions).toMatchObject([
      { ...about, version: 4, what: 'deleted', by: 'per_ada', before: { access }, after: { access: {} } },
      {
        ...{ ...about, version: 3, what: 'access', by: 'per_ada', byName: ada.name },
        ...{ before: { access: { per_miguel: 'owner' } }, after: { access } },
      },
      {
        ...{ ...about, version: 2, what: 'settings', by: 'per_miguel', byName: person.name },
        before: { instructions: 'Help.', paused: false },
        after: { instructions: 'Help more.', paused: true },
      },
    ]);
    expect(Object.keys(versions[1]?.after ?? {})).toEqual(['access']);
  });

  it('names nobody who is not in the workspace', async () => {
    const { person, agent } = await made('Ghosts');
    const access = { per_nobody: 'owner' as const };
    const tried = editAccess(workspace, { person, agent }, { access, defaultAccess: 'none', version: 1 });
    await expect(tried).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('lets editors change what it is told, and not its team or who decides in its chats', async () => {
    const agent = await agentOf(workspace.tables, 'agt_invoice');
    const person = await personOf(workspace.tables, 'per_miguel');
    const edit = (change: object) => editAgent(workspace, { person, agent }, { ...asShown(agent), ...change });
    await expect(edit({ chatPersonDecides: false })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(edit({ teamId: 'tea_any' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await edit({ rejectReasons: ['Wrong customer'] })).toMatchObject({ version: 2 });
  });

  const removed: [string, string | undefined][] = [];
  /** Scheduler and the bus, as far as they are asked to remove something. */
  const outside = {
    send: async (command: { constructor: { name: string }; input: { Name?: string } }) => {
      removed.push([command.constructor.name, command.input.Name]);
      return {};
    },
  } as never;
  const starts = {
    schedules: { scheduler: outside, group: 'g' },
    rules: { events: outside, bus: 'b', prefix: 'trigger-' },
  };
  const deleting = (agentId: string) => {
    const { tables, now } = workspace;
    return { tables, now, endAccess: () => removeWhatStarts({ tables, now, ...starts }, agentId, 'per_miguel') };
  };
  const withTrigger = async (agentId: string, settings: object) => {
    const common = { kind: 'trigger', triggerId: newId('trg'), agentId, name: 'T', trusted: true, paused: false };
    const trigger = Trigger.parse({ ...common, version: 1, ...settings });
    await writeNewTrigger(workspace.tables, trigger, undefined);
    return trigger;
  };
  const withKey = async (agentId: string) => {
    const hash = hashOfKey(newKeyText()) ?? '';
    const about = { kind: 'key' as const, keyId: newId('key'), agentId, name: 'K', start: 'csk_' };
    await createKey(workspace.tables, hash, { ...about, createdAt: START.toISOString(), createdBy: 'per_miguel' });
    return { hash };
  };

  it('is deleted once nothing of it waits, and stops at once when it is asked for', async () => {
    const { person, agent } = await made('Short-lived');
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] }, { agentId: agent.agentId });
    const [trigger, ...others] = [await withTrigger(agent.agentId, SOON), await withTrigger(agent.agentId, ON_EVENT)];
    const { hash } = await withKey(agent.agentId);
    await expect(deleteAgent(deleting(agent.agentId), person, agent)).rejects.toMatchObject({
      code: 'AGENT_HAS_OPEN_WORK',
    });
    const paused = await agentOf(workspace.tables, agent.agentId);
    expect(paused.paused).toBe(true);
    await workspace.press('per_miguel', actionId, 'withdraw');
    expect(await readTriggersOf(workspace.tables, agent.agentId)).toHaveLength(2);
    await deleteAgent(deleting(agent.agentId), person, paused);
    expect(await readAgent(workspace.tables, agent.agentId)).toBeUndefined();
    expect(await levels('per_ada', agent.agentId)).toBeUndefined();
    const asked = await workspace.ask({ to: ['dana@customer.example'] }, { agentId: agent.agentId });
    expect(asked).toMatchObject({ outcome: 'blocked' });
    // Nothing starts it any more, and nobody asks in its name.
    expect(await readTriggersOf(workspace.tables, agent.agentId)).toEqual([]);
    expect(removed).toEqual([
      ['DeleteScheduleCommand', trigger?.triggerId],
      ['RemoveTargetsCommand', undefined],
      ['DeleteRuleCommand', `trigger-${others[0]?.triggerId}`],
    ]);
    expect(await readKey(workspace.tables, hash)).toMatchObject({ revokedBy: 'per_miguel' });
  });
});

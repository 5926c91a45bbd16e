import { describe, expect, it } from 'vitest';
import { changeCapability, changeTool, removeTool } from '../../../functions/workspace/change-capability.ts';
import { showCapabilities } from '../../../functions/workspace/show-capabilities.ts';
import { readVersions } from '../../../shared/agent/agent-version-table.ts';
import { NEW_AGENT_PHONE } from '../../../shared/guardrail/phone-settings.ts';
import { aTool } from '../../support/builders.ts';
import { agentOf, personOf } from '../../support/members.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const FREE = { enabled: true, guardrail: { restrict: false, askAlways: false } };
const { name: _, ...TOOL } = aTool();

describe('settings of what an agent may do', () => {
  const workspace = useWorkspace();
  const editing = async (personId = 'per_olivia') => ({
    agent: await agentOf(workspace.tables, 'agt_invoice'),
    person: await personOf(workspace.tables, personId),
  });
  const change = async (settings: Record<string, unknown>, capability = 'send_email', seen?: number) => {
    const who = await editing();
    return changeCapability(workspace, who, capability, { version: seen ?? who.agent.version, settings });
  };

  it('count from the next request on, and who changed them is kept with what they were', async () => {
    const { version } = await change(FREE);
    expect(await workspace.ask({ to: ['dana@customer.example'] })).toMatchObject({ outcome: 'executed' });
    const { versions } = await readVersions(workspace.tables, 'agt_invoice', { limit: 1 });
    expect(versions).toMatchObject([
      { version, by: 'per_olivia', what: 'send_email', before: { guardrail: { restrict: true } }, after: FREE },
    ]);
  });

  it('are not written over by whoever saw older ones', async () => {
    const seen = await editing();
    const changes = ['send_sms', 'make_call', 'send_sms'].map((capability) =>
      changeCapability(workspace, seen, capability, { version: seen.agent.version, settings: NEW_AGENT_PHONE }),
    );
    const settled = await Promise.allSettled(changes);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(['VERSION_CONFLICT', 'VERSION_CONFLICT']);
    expect((await editing()).agent.version).toBe(seen.agent.version + 1);
    await expect(change(FREE, 'send_email', seen.agent.version)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it.each([
    [
      'an entry that is none',
      { ...FREE, guardrail: { restrict: true, allowList: ['*@acme'], inside: 'allow', outside: 'ask' } },
    ],
    ['a field that nobody knows', { ...FREE, mood: 'good' }],
    ['a limit of nothing', { ...FREE, limits: { beyond: 'ask' } }],
  ])('are refused with %s, and the field is named', async (__, settings) => {
    await expect(change(settings)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { errors: [{ path: /^settings/ }] },
    });
  });

  it('are refused where their versions would not fit into an item', async () => {
    const allowList = Array.from({ length: 5_000 }, (__, i) => `${'a'.repeat(50)}${i}@customer.example`);
    const guardrail = { restrict: true, allowList, inside: 'allow', outside: 'ask' };
    await expect(change({ ...FREE, guardrail })).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  it('add a tool, change it in its place, and take it away', async () => {
    const put = async (tool: string, over: object = {}) => {
      const who = await editing();
      return changeTool(workspace, who, tool, { version: who.agent.version, settings: { ...TOOL, ...over } });
    };
    for (const tool of ['one', 'two']) await put(tool);
    await put('one', { description: 'Another.' });
    const tools = (await editing()).agent.capabilities.tools;
    expect(tools.map(({ name, description }) => [name, description])).toEqual([
      ['one', 'Another.'],
      ['two', TOOL.description],
    ]);
    await expect(put('send_email')).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    const who = await editing();
    await removeTool(workspace, who, 'one', { version: who.agent.version });
    await expect(
      removeTool(workspace, await editing(), 'one', { version: who.agent.version + 1 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('show their list to who may edit it, and a word to everybody else', async () => {
    await change(FREE);
    const { agent, person } = await editing();
    const of = async (role: 'owner' | 'use') => {
      const known = { ...agent, access: { [person.personId]: role }, defaultAccess: 'none' as const };
      const { capabilities } = await showCapabilities(workspace.tables, known, person);
      return capabilities.find(({ capability }) => capability === 'send_email');
    };
    expect(await of('owner')).toMatchObject({ badge: 'autonomous', settings: FREE });
    expect(await of('use')).toEqual({ capability: 'send_email', badge: 'autonomous', isGiven: false });
  });
});

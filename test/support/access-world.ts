import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { CALLERS, type CallerKind } from '../../infra/docs/access-answers.ts';
import { requestAction } from '../../shared/action/request-action.ts';
import { agentKey } from '../../shared/agent/agent-table.ts';
import { startConversation } from '../../shared/agent/message-table.ts';
import { hashOfKey, newKeyText, startOfKey } from '../../shared/elsewhere/agent-key.ts';
import { createKey } from '../../shared/elsewhere/agent-key-table.ts';
import { personKey } from '../../shared/people/person-table.ts';
import { secretKey, triggerKey } from '../../shared/trigger/trigger.ts';
import { anEmail } from './builders.ts';
import { agentOf } from './members.ts';
import { type Params, serveAllRoutes } from './served-routes.ts';
import type { TestWorkspace } from './workspace.ts';

export type Somebody = { personId: string; role?: string; teams?: Record<string, string> };
export type SomeAgent = {
  agentId: string;
  teamId?: string | undefined;
  access: Record<string, string>;
  defaultAccess: string;
  chatPersonId: string;
};

/** People and agents as a test wants them; each agent with a chat, an action that waits in it, a trigger and a key. */
export function accessItems({ tables, executors, systemSender, now }: TestWorkspace) {
  const put = (Item: object) => tables.client.send(new PutCommand({ TableName: 'work', Item }));
  const trigger = async (triggerId: string, agentId: string) => {
    const its = { kind: 'trigger', triggerId, agentId, name: 'Orders', type: 'webhook', trusted: false };
    await put({ ...triggerKey(triggerId), ...its });
    await put({ ...secretKey(triggerId), kind: 'secret', secret: `whsec_${'c2VjcmV0'.repeat(5)}` });
  };
  const key = async (keyId: string, agentId: string) => {
    const text = newKeyText();
    await createKey(tables, hashOfKey(text) ?? '', {
      ...{ kind: 'key', keyId, agentId, name: 'Key', start: startOfKey(text) },
      ...{ createdAt: now().toISOString(), createdBy: 'per_olivia' },
    });
    return text;
  };
  const chatOf = async ({ agentId, chatPersonId }: SomeAgent): Promise<string> => {
    const conversationId = `cnv_${agentId}`;
    const chat = { conversationId, agentId, origin: 'chat' as const, tainted: false, chatPersonId };
    const about = { trigger: { kind: 'chat' as const, triggerId: chatPersonId, name: 'Chat' } };
    const fence = { pk: `DELIVERY#${conversationId}`, sk: 'DELIVERY' };
    const first = { source: 'chat' as const, text: 'Hello' };
    await startConversation(tables, { ...chat, ...about, createdAt: now().toISOString() }, first, fence);
    const deps = { tables, executors, systemSender, now, checkFile: async () => 'stored' as const };
    const call = { runId: `run_${agentId}`, toolCallId: 'call_1', capability: 'send_email' as const };
    const { actionId } = await requestAction(deps, {
      ...{ ...call, conversation: chat, input: anEmail({ to: ['eve@evil.example'] }) },
    });
    return actionId;
  };
  return {
    ...{ trigger, key },
    person: ({ personId, role = 'member', teams = {} }: Somebody) => {
      const about = { kind: 'person', personId, name: personId, email: `${personId}@acme.example` };
      return put({ ...personKey(personId), ...about, role, teams, emailNotices: false });
    },
    /** The agent with what is its own, and the ids of it. */
    agent: async (its: SomeAgent): Promise<Params & { key: string }> => {
      const { agentId, chatPersonId: _, ...settings } = its;
      await put({ ...agentKey(agentId), ...(await agentOf(tables, 'agt_invoice')), agentId, ...settings });
      const [actionId, text] = await Promise.all([chatOf(its), key(`key_${agentId}`, agentId)]);
      await trigger(`trg_${agentId}`, agentId);
      return {
        ...{ agentId, actionId, conversationId: `cnv_${agentId}`, triggerId: `trg_${agentId}`, key: text },
        ...{ keyId: `key_${agentId}`, teamId: its.teamId ?? 'tea_none' },
      };
    },
  };
}

const TEAM = 'tea_matrix';
const TEAMS: Partial<Record<CallerKind, Record<string, string>>> = {
  team_member: { [TEAM]: 'member' },
  team_admin: { [TEAM]: 'admin' },
  other_team_admin: { tea_other: 'admin' },
};
const NO_PEOPLE: CallerKind[] = ['nobody', 'agent_key', 'other_pool', 'id_token', 'removed'];

/** One agent of a team, and every kind of caller of it. */
export async function openAccessWorld(workspace: TestWorkspace) {
  const items = accessItems(workspace);
  for (const kind of (Object.keys(CALLERS) as CallerKind[]).filter((one) => !NO_PEOPLE.includes(one))) {
    const role = kind === 'guest' || kind === 'admin' ? kind : 'member';
    await items.person({ personId: `per_${kind}`, role, teams: TEAMS[kind] ?? {} });
  }
  const access = { per_use: 'use', per_chat_person: 'use', per_edit: 'edit', per_owner: 'owner' };
  const about = { teamId: TEAM, access, defaultAccess: 'none', chatPersonId: 'per_chat_person' };
  const { key, ...ids } = await items.agent({ agentId: 'agt_matrix', ...about });
  // Some routes remove what they are called for, so there is one for each caller.
  for (const kind of Object.keys(CALLERS)) {
    await items.trigger(`trg_gone_${kind}`, 'agt_matrix');
    await items.key(`key_gone_${kind}`, 'agt_matrix');
  }
  const serve = await serveAllRoutes(workspace);
  return async (routeKey: string, kind: CallerKind) => {
    const own = { triggerId: `trg_gone_${kind}`, keyId: `key_gone_${kind}` };
    const others = { personId: 'per_other', capability: 'send_email', tool: 'refund', token: 'none', proxy: 'a.json' };
    const params = { ...ids, ...(routeKey.startsWith('DELETE') ? own : {}), ...others };
    const claims = { sub: `per_${kind}`, token_use: kind === 'id_token' ? 'id' : 'access', auth_time: '1772442000' };
    if (kind === 'nobody') return serve(routeKey, {}, params);
    if (kind === 'agent_key' || kind === 'other_pool')
      return serve(routeKey, { bearer: kind === 'agent_key' ? key : 'token.of.another' }, params);
    return serve(routeKey, { claims, bearer: `token.of.${kind}` }, params);
  };
}

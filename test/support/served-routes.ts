import { LOCAL_REGION } from '../../infra/local/contract.ts';
import { type HttpEvent, type HttpReply, json } from '../../shared/http.ts';
import { allRoutes } from '../../shared/routes/all-routes.ts';
import { isForPeople, type Route } from '../../shared/routes/route.ts';
import { type Implementations, serveRoutes } from '../../shared/routes/serve.ts';
import { SYSTEM_SENDER } from './builders.ts';
import type { TestWorkspace } from './workspace.ts';

type AnyRoutes = Record<string, Route>;
export const ALL_ROUTES: [string, Route][] = Object.entries(allRoutes as AnyRoutes);

export type Params = Record<string, string>;
/** Who calls: claims of a token, as the authorizer passes them on, or what stands in the header. */
type Calling = { claims?: object; bearer?: string };
export type Serve = (routeKey: string, calling: Calling, params: Params) => Promise<HttpReply>;

/**
 * Every route. What checks by itself who may call it is called as it is deployed; of the others, what stands before them.
 * A route with a body is sent one that it takes, where that is read before rights are.
 */
export async function serveAllRoutes({ tables, database }: TestWorkspace): Promise<Serve> {
  const others = ALL_ROUTES.filter(([key]) => !SERVED_BY[key]);
  const answers = Object.fromEntries(others.map(([key]) => [key, async () => json(200, {})]));
  const stub = serveRoutes(tables, allRoutes as AnyRoutes, answers as Implementations<AnyRoutes>);
  Object.assign(process.env, ENVIRONMENT, {
    ...{ AWS_ENDPOINT_URL: database.url, AWS_REGION: LOCAL_REGION },
    ...{ AWS_ACCESS_KEY_ID: database.accessKeyId, AWS_SECRET_ACCESS_KEY: 'local' },
  });
  const handlers = new Map<string, (event: HttpEvent) => Promise<HttpReply>>();
  for (const name of new Set(Object.values(SERVED_BY))) {
    // A function reads its environment when its module is loaded: the query makes that happen for each world.
    const module = new URL(`../../functions/${name}.ts?${database.url}`, import.meta.url).href;
    handlers.set(name, (await import(/* @vite-ignore */ module)).handler);
  }
  return async (routeKey, calling, params) =>
    (handlers.get(SERVED_BY[routeKey] ?? '') ?? stub)(eventOf(routeKey, calling, params));
}

/** What API Gateway would pass on. Its authorizer lets no other token reach a route for people; here it comes without claims. */
function eventOf(routeKey: string, { claims, bearer }: Calling, pathParameters: Params): HttpEvent {
  const forPeople = isForPeople((allRoutes as AnyRoutes)[routeKey] as Route);
  const body = BODIES[routeKey]?.(pathParameters);
  return {
    ...{ routeKey, rawPath: '/', pathParameters, isBase64Encoded: false },
    headers: bearer ? { authorization: `Bearer ${bearer}` } : {},
    ...(body ? { body: JSON.stringify(body) } : {}),
    requestContext: { requestId: 'r', ...(claims && forPeople ? { authorizer: { jwt: { claims } } } : {}) },
  } as unknown as HttpEvent;
}

/** Taken as they stand, but for what they would change: a hash or version that is not the one of now, another name. */
const BODIES: Record<string, (params: Params) => object> = {
  'POST /approvals/{actionId}/decision': ({ agentId = '' }) => ({
    ...{ verdict: 'approve', decisionId: 'dec_0123456789abcdef', notifyAgent: false },
    shown: { agentId, round: 1, hash: '0'.repeat(64) },
  }),
  'POST /approvals/{actionId}/resolution': ({ agentId = '' }) => ({
    said: 'sent',
    shown: { agentId, round: 1, v: 1 },
  }),
  'POST /agents/{agentId}/withdrawal': () => ({ confirm: 'another name' }),
  'POST /workspace/withdrawal': () => ({ confirm: 'another word' }),
  'POST /agents/{agentId}/hold': () => ({ hold: false }),
  'POST /workspace/hold': () => ({ hold: false }),
  'POST /workspace': () => ({ name: 'First' }),
  'POST /conversations/{conversationId}/messages': () => ({ text: 'More', messageId: 'msg_0123456789' }),
  'PUT /triggers/{triggerId}': () => ({ type: 'webhook', name: 'Orders', trusted: true, paused: false, version: 7 }),
  'POST /triggers/{triggerId}/secret': () => ({}),
  'POST /triggers/{triggerId}/test': () => ({}),
};

/** What is called as it is deployed, and the module that serves it. */
const SERVED_BY: Record<string, string> = {
  'GET /approvals': 'approval/list',
  'GET /approvals/{actionId}': 'approval/read',
  'GET /approvals/{actionId}/audit': 'approval/audit',
  'POST /approvals/{actionId}/decision': 'approval/decide',
  'POST /agents/{agentId}/withdrawal': 'approval/decide',
  'POST /workspace/withdrawal': 'approval/decide',
  'POST /approvals/{actionId}/resolution': 'approval/resolve',
  'POST /agents/{agentId}/hold': 'workspace/hold',
  'POST /workspace/hold': 'workspace/hold',
  'POST /workspace': 'workspace/found',
  'GET /conversations/{conversationId}': 'agent/conversation',
  'POST /conversations/{conversationId}/messages': 'agent/chat',
  'GET /triggers/{triggerId}': 'workspace/show',
  'GET /triggers/{triggerId}/runs': 'workspace/show',
  'PUT /triggers/{triggerId}': 'workspace/triggers',
  'DELETE /triggers/{triggerId}': 'workspace/triggers',
  'POST /triggers/{triggerId}/secret': 'workspace/triggers',
  'POST /triggers/{triggerId}/test': 'workspace/triggers',
  'POST /hooks/{triggerId}': 'trigger/webhook',
  'POST /unsubscribe/{token}': 'notification/unsubscribe',
  'GET /actions/{actionId}': 'action/read',
  'DELETE /agents/{agentId}/keys/{keyId}': 'workspace/agent-keys',
};

const ENVIRONMENT = {
  ...{ WORK_TABLE: 'work', LEDGER_TABLE: 'ledger', SYSTEM_SENDER, USER_POOL_ID: 'us-east-1_People' },
  ...{ FIRST_ADMIN_EMAIL: 'first@acme.example', API_URL: 'https://api.example', AGENT_DOMAIN: 'agents.example' },
  ...{ EVENT_BUS: 'bus', SCHEDULE_GROUP: 'group', SCHEDULE_TARGET: 'arn:function', SCHEDULE_ROLE: 'arn:role' },
  ...{ SCHEDULE_DEAD_LETTERS: 'arn:queue', RULE_PREFIX: 'rule-', RULE_TARGET: 'arn:function' },
  RULE_DEAD_LETTERS: 'arn:queue',
};

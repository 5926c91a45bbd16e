import { Webhook } from 'standardwebhooks';
import type { DecisionRequest } from '#shared/approval/decision.ts';
import { newId } from '#shared/ids.ts';
import type { ActivityPage } from '#shared/routes/activity-routes.ts';
import type { ApprovalCard, PendingPage } from '#shared/routes/approval-replies.ts';
import type { ShownConversation, Taken } from '#shared/routes/conversation-routes.ts';
import type { ShownMail } from '../local/pages/mail-attachments.ts';
import type { Running } from '../local/running.ts';
import { signInAs } from '../local/sign-in/sign-in-as.ts';

type Bell = {
  items: { actionId: string; summary: string; resolved?: { decidedBy: string } }[];
  waiting: number;
};

/** A person who signed in, with what the API lets them do. */
export type SignedInPerson = {
  me(): Promise<{ name: string }>;
  pending(): Promise<PendingPage['items']>;
  bell(): Promise<Bell>;
  card(actionId: string): Promise<ApprovalCard>;
  conversation(conversationId: string): Promise<ShownConversation>;
  /** Starts a chat; the id of its conversation. */
  startChat(agentId: string, text: string): Promise<string>;
  activity(agentId: string): Promise<ActivityPage>;
  /** Decides on exactly what a card showed. The answer's status and body. */
  decide(
    card: ApprovalCard,
    decision: Pick<DecisionRequest, 'verdict' | 'notifyAgent' | 'note'> & { decisionId?: string },
  ): Promise<{ status: number; body: unknown }>;
};

/** Signs in at the provider with PKCE, as the console does, and talks to the API with that person's token. */
export async function signIn(running: Running, personId: string): Promise<SignedInPerson> {
  const call = await callsOf(running, personId);
  const read = async <T>(path: string): Promise<T> => {
    const { status, body } = await call(path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  };
  return {
    me: () => read('/me'),
    pending: async () => (await read<PendingPage>('/approvals?limit=100')).items,
    bell: () => read('/notifications'),
    card: (actionId) => read(`/approvals/${actionId}`),
    conversation: (conversationId) => read(`/conversations/${conversationId}`),
    startChat: async (agentId, text) => {
      const messageId = newId('run').replace('run_', 'msg_');
      const { status, body } = await call(`/agents/${agentId}/conversations`, { text, messageId });
      if (status !== 202) throw new Error(`The chat was answered ${status}: ${JSON.stringify(body)}`);
      return (body as Taken).conversationId;
    },
    activity: (agentId) => read(`/agents/${agentId}/activity`),
    decide: ({ actionId, agent: { agentId }, round, hash }, decision) =>
      call(`/approvals/${actionId}/decision`, {
        decisionId: newId('dec'),
        ...decision,
        shown: { agentId, round, hash },
      }),
  };
}

/** A key for an agent built elsewhere, made by its owner; or why there is none. */
export async function newAgentKey(
  running: Running,
  { ownerId, agentId, name }: { ownerId: string; agentId: string; name: string },
): Promise<{ key: string } | { problem: string }> {
  const call = await callsOf(running, ownerId);
  const { status, body } = await call(`/agents/${agentId}/keys`, { name });
  return status === 201 ? { key: String((body as { key: unknown }).key) } : { problem: JSON.stringify(body) };
}

/** Requests of a person who signed in at the provider with PKCE, as the console does. */
async function callsOf(running: Running, personId: string) {
  const { accessToken } = await signInAs({
    ...{ issuer: running.issuer, clientId: running.clientId, redirectUri: `${running.apiUrl}/`, personId },
    scopes: ['openid', 'email', 'countersign/approvals.decide'],
  });
  return async (path: string, body?: unknown) => {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    const response = await fetch(`${running.apiUrl}${path}`, { ...init, headers });
    return { status: response.status, body: await response.json() };
  };
}

/** Sends a signed webhook as a customer's system would. */
export async function sendWebhook(
  running: Running,
  triggerId: string,
  payload: unknown,
  deliveryId = `msg_${newId('run')}`,
) {
  const body = JSON.stringify(payload);
  const at = new Date();
  const response = await fetch(`${running.apiUrl}/hooks/${triggerId}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': deliveryId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(running.secrets[triggerId] ?? '').sign(deliveryId, at, body),
    },
  });
  return { status: response.status, body: (await response.json()) as { conversationId: string; duplicate: boolean } };
}

/** Everything that was sent to an address, newest first. */
export async function mailTo(running: Running, address: string): Promise<ShownMail[]> {
  const response = await fetch(`${running.localUrl}/mailbox.json?to=${encodeURIComponent(address)}`);
  if (!response.ok) throw new Error(`The mailbox answered ${response.status}`);
  return (await response.json()) as ShownMail[];
}

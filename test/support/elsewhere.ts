import type { Running } from '../../infra/local/running.ts';
import { signInAs } from '../../infra/local/sign-in/sign-in-as.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are held against the API's own description where they are fetched.
type Answer = { status: number; body: any };

/** What a person does over the API. */
export async function personFor(running: Running, personId: string) {
  const { accessToken } = await signInAs({
    ...{ issuer: running.issuer, clientId: running.clientId, redirectUri: `${running.apiUrl}/`, personId },
    scopes: ['openid', 'email', 'countersign/approvals.decide'],
  });
  return (method: string, path: string, body?: unknown) =>
    call(running, accessToken, { method, path, ...(body ? { body } : {}) });
}

/** A new key of an agent, made by its owner, who can do more. */
export async function keyFor(running: Running, agentId: string, personId = 'per_olivia') {
  const person = await personFor(running, personId);
  const made = await person('POST', `/agents/${agentId}/keys`, { name: 'Test' });
  return { key: String(made.body.key), keyId: String(made.body.keyId), person };
}

/** What a program elsewhere does with its key. */
export function elsewhereClient(running: Running, agentId: string, key: string) {
  return {
    ask: (idempotencyKey: string, body: unknown) =>
      call(running, key, {
        ...{ method: 'POST', path: `/agents/${agentId}/actions`, body },
        headers: { 'idempotency-key': idempotencyKey },
      }),
    poll: (actionId: string, wait = 0) =>
      call(running, key, { method: 'GET', path: `/actions/${actionId}?wait=${wait}` }),
  };
}

async function call(
  { apiUrl }: Running,
  bearer: string,
  { method, path, body, headers }: { method: string; path: string; body?: unknown; headers?: Record<string, string> },
): Promise<Answer> {
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

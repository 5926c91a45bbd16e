import type { AgentKey } from '#shared/elsewhere/agent-key.ts';
import { readCallback, readFailures } from '#shared/elsewhere/callback-table.ts';
import type { CallbackReply, KeyReply } from '#shared/routes/elsewhere-replies.ts';
import type { WorkTable } from '#shared/tables.ts';

/** A key as its agent's owners see it: never its hash, and never the key. */
export function shownKey({ keyId, name, start, createdAt, validUntil, revokedAt, lastUsedAt }: AgentKey): KeyReply {
  return { keyId, name, start, createdAt, validUntil, revokedAt, lastUsedAt };
}

export async function shownCallback(tables: WorkTable, agentId: string): Promise<CallbackReply> {
  const [callback, failures] = await Promise.all([readCallback(tables, agentId), readFailures(tables, agentId)]);
  return {
    ...(callback ? { url: callback.url, changedAt: callback.changedAt } : {}),
    enabled: callback?.enabled ?? false,
    failures: failures.map(({ at, actionId, code, givenUp }) => ({ at, actionId, code, givenUp })),
  };
}

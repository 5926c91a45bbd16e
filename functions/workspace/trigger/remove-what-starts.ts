import { readKeys, revokeKey } from '#shared/elsewhere/agent-key-table.ts';
import { readTriggersOf } from '#shared/trigger/trigger-table.ts';
import { type RemovalDeps, removeTrigger } from './remove-trigger.ts';

/**
 * Removes all that could still start an agent or ask in its name: triggers with their schedules and rules, and keys. What was
 * done before something failed is not done again by the next try.
 */
export async function removeWhatStarts(deps: RemovalDeps, agentId: string, by: string): Promise<void> {
  for (const trigger of await readTriggersOf(deps.tables, agentId)) await removeTrigger(deps, trigger);
  for (const { keyId, revokedAt } of await readKeys(deps.tables, agentId)) {
    if (revokedAt === undefined) await revokeKey(deps.tables, { agentId, keyId }, by, deps.now());
  }
}

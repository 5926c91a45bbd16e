import { readAgent } from '#shared/agent/agent-table.ts';
import { AppError } from '#shared/errors.ts';
import type { Caller } from '#shared/people/caller.ts';
import { requireMember } from '#shared/people/person-table.ts';
import { requireLevel } from '#shared/people/require-level.ts';
import type { WorkTable } from '#shared/tables.ts';
import type { Trigger } from '#shared/trigger/trigger.ts';
import { readTrigger } from '#shared/trigger/trigger-table.ts';

/** The trigger in the path, for who may edit its agent. Whoever may not even use the agent does not learn that it is there. */
export async function requireTrigger(tables: WorkTable, by: Caller, triggerId: string): Promise<Trigger> {
  const [person, trigger] = await Promise.all([requireMember(tables, by.personId), readTrigger(tables, triggerId)]);
  const agent = trigger && (await readAgent(tables, trigger.agentId));
  if (!trigger) throw new AppError('NOT_FOUND');
  requireLevel(person, agent, 'edit');
  return trigger;
}

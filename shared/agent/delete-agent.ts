import { pendingKeysOf } from '../action/action.ts';
import { readAction } from '../action/action-table.ts';
import { pendingPage } from '../action/pending-table.ts';
import { waitingActions } from '../approval/waiting-actions.ts';
import { AppError } from '../errors.ts';
import { fold } from '../ledger/fold.ts';
import { readRows } from '../ledger/ledger-table.ts';
import { log } from '../log.ts';
import type { Person } from '../people/person.ts';
import type { Tables } from '../tables.ts';
import type { Agent } from './agent.ts';
import { changeAgent } from './change-agent.ts';

const AT_ONCE = 25;

/**
 * Deletes an agent of which nothing waits and nothing runs. It is paused first, so that nothing new comes while that is
 * looked at; what is open then leaves it paused and not deleted. What it did stays, for admins to read.
 * @param deps.endAccess removes what starts it and revokes its keys: before it is gone, since nobody finds them afterwards
 */
export async function deleteAgent(
  { tables, now, endAccess }: { tables: Tables; now: () => Date; endAccess: () => Promise<void> },
  person: Person,
  agent: Agent,
): Promise<void> {
  const { agentId } = agent;
  const authored = { what: 'deleted' as const, by: person, now: now() };
  const paused = agent.paused ? agent : await changeAgent(tables, agent, { paused: true }, authored);
  if (await hasOpenWork(tables, agentId)) throw new AppError('AGENT_HAS_OPEN_WORK');
  await endAccess();
  const gone = { access: {}, defaultAccess: 'none' as const, deletedAt: now().toISOString() };
  await changeAgent(tables, paused, gone, authored);
  log.info('agent deleted', { agentId, personId: person.personId });
}

async function hasOpenWork(tables: Tables, agentId: string): Promise<boolean> {
  const pages = await Promise.all(pendingKeysOf(agentId).map((key) => pendingPage(tables, key, ' ', 1)));
  if (pages.some(({ length }) => length > 0)) return true;
  let batch: string[] = [];
  const anyOpen = async () => (await Promise.all(batch.map((id) => isOpen(tables, agentId, id)))).includes(true);
  for await (const actionId of waitingActions(tables, [])) {
    batch.push(actionId);
    if (batch.length < AT_ONCE) continue;
    if (await anyOpen()) return true;
    batch = [];
  }
  return anyOpen();
}

/** Of what the sweep still looks at, most has ended and was not closed yet. */
async function isOpen(tables: Tables, agentId: string, actionId: string): Promise<boolean> {
  const action = await readAction(tables, actionId);
  if (action?.agentId !== agentId) return false;
  const folded = fold(await readRows(tables, actionId));
  return ['pending', 'approved', 'allowed'].includes(folded?.state ?? action.state);
}

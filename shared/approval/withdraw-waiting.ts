import * as z from 'zod';
import { readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { Caller } from '../people/caller.ts';
import type { Person } from '../people/person.ts';
import { readDirectory, requireMember } from '../people/person-table.ts';
import { requireLevel } from '../people/require-level.ts';
import { waitingActions } from './waiting-actions.ts';
import { type WithdrawDeps, withdrawAction } from './withdraw-action.ts';

export const WithdrawalRequest = z.strictObject({
  /** The agent's name, or `withdraw all` for the workspace: typed, so that it is not a slip. */
  confirm: z.string().max(100),
});

type WithdrawalReply = {
  withdrawn: number;
  /** Seen and not withdrawn: being carried out right now, or not reached in time (then at least 1: ask again). */
  left: number;
};

const CONFIRM_ALL = 'withdraw all';

/** Answers before API Gateway gives up on it at 30 s. */
const TIME_MS = 15_000;
const AT_ONCE = 10;

/** Withdraws all of an agent that waits for people or was approved and has not begun. Its owners and editors, and admins. */
export async function withdrawAgent(deps: WithdrawDeps, agentId: string, by: Caller, confirm: string) {
  const [person, agent] = await Promise.all([requireMember(deps.tables, by.personId), readAgent(deps.tables, agentId)]);
  requireLevel(person, agent, 'edit');
  if (confirm !== agent.name) throw new AppError('CONFIRM_MISMATCH');
  return withdrawWaiting(deps, person, by, [agentId]);
}

/** The same for all agents, by admins. */
export async function withdrawWorkspace(deps: WithdrawDeps, by: Caller, confirm: string) {
  const person = await requireMember(deps.tables, by.personId);
  if (person.role !== 'admin') throw new AppError('NOT_ADMIN');
  if (confirm !== CONFIRM_ALL) throw new AppError('CONFIRM_MISMATCH');
  const agents = await readDirectory(deps.tables, 'AGENT#');
  return withdrawWaiting(
    deps,
    person,
    by,
    agents.flatMap(({ agentId }) => agentId ?? []),
  );
}

/** Page by page, each action by a write of its own: what an executor claims meanwhile runs, and is counted as left. */
async function withdrawWaiting(deps: WithdrawDeps, person: Person, by: Caller, agentIds: string[]) {
  const until = deps.now().getTime() + TIME_MS;
  const count: WithdrawalReply = { withdrawn: 0, left: 0 };
  const seen = new Set<string>();
  let batch: string[] = [];
  const flush = async () => {
    const ended = await Promise.all(batch.map((actionId) => withdrawAction(deps, actionId, agentIds, { person, by })));
    count.withdrawn += ended.filter((end) => end === 'withdrawn').length;
    count.left += ended.filter((end) => end === 'running').length;
    batch = [];
  };
  for await (const actionId of waitingActions(deps.tables, agentIds)) {
    if (seen.has(actionId)) continue;
    seen.add(actionId);
    batch.push(actionId);
    if (batch.length < AT_ONCE) continue;
    if (deps.now().getTime() >= until) break;
    await flush();
  }
  if (deps.now().getTime() < until) await flush();
  count.left += batch.length;
  log.info('waiting actions withdrawn', { personId: person.personId, count: count.withdrawn });
  return count;
}

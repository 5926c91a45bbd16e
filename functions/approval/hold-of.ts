import type { ActionState } from '#shared/action/action.ts';
import type { Agent } from '#shared/agent/agent.ts';
import type { ApprovalCard } from '#shared/routes/approval-replies.ts';
import type { WorkspaceSettings } from '#shared/workspace/settings.ts';

const MAY_BEGIN: ReadonlySet<ActionState> = new Set(['pending', 'approved', 'allowed']);

type Holders = { agent: Pick<Agent, 'hold' | 'held' | 'paused'>; settings: Pick<WorkspaceSettings, 'hold' | 'held'> };

/** Pure: what keeps an action from beginning besides its own decision, the widest first. As `plan-execution.ts` asks. */
export function holdOf(state: ActionState, { agent, settings }: Holders): Pick<ApprovalCard, 'hold'> {
  if (!MAY_BEGIN.has(state)) return {};
  if (settings.hold) return { hold: { of: 'workspace', ...who(settings) } };
  if (agent.hold) return { hold: { of: 'agent', ...who(agent) } };
  return agent.paused ? { hold: { of: 'paused_agent' } } : {};
}

function who({ held }: Pick<Agent, 'held'>) {
  return held ? { by: held.byName, since: held.at } : {};
}

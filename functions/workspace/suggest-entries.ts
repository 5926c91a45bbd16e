import type { Action } from '#shared/action/action.ts';
import { readHistory } from '#shared/action/history-table.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { capabilitiesOf, type Toggled } from '#shared/guardrail/inherit.ts';
import { SUGGESTION_DAYS, suggest } from '#shared/guardrail/suggest.ts';
import type { Suggestion } from '#shared/routes/capability-routes.ts';
import type { WorkTable } from '#shared/tables.ts';

const PAGE = 100;
const MOST_LOOKED_AT = 1_000;
const DAY_MS = 86_400_000;

/** What people always approved of late. Reads the agent's history of 30 days, the newest thousand of it; changes nothing. */
export async function suggestEntries(
  { tables, now }: { tables: WorkTable; now: () => Date },
  agent: Agent,
  toggled: Toggled,
): Promise<Suggestion[]> {
  const since = new Date(now().getTime() - SUGGESTION_DAYS * DAY_MS).toISOString();
  const actions: Action[] = [];
  let before: string | undefined = now().toISOString();
  while (before !== undefined && before > since && actions.length < MOST_LOOKED_AT) {
    const page = await readHistory(tables, agent.agentId, { limit: PAGE, before });
    actions.push(...page.actions);
    before = page.next;
  }
  const recent = actions.filter(({ createdAt }) => createdAt >= since);
  return suggest({ ...agent, capabilities: capabilitiesOf(agent, toggled) }, recent);
}

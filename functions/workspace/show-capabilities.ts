import type * as z from 'zod';
import type { Agent } from '#shared/agent/agent.ts';
import { effectiveOf } from '#shared/guardrail/effective.ts';
import { capabilitiesOf } from '#shared/guardrail/inherit.ts';
import { hasLevel } from '#shared/people/access.ts';
import type { Person } from '#shared/people/person.ts';
import type { capabilityRoutes } from '#shared/routes/capability-routes.ts';
import type { WorkTable } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';

type Shown = z.infer<(typeof capabilityRoutes)['GET /agents/{agentId}/capabilities']['replies'][200]>;

const BUILT_IN = ['send_email', 'send_sms', 'make_call', 'http_request'] as const;

/** What an agent may do, as it comes out; the settings themselves only for who may edit them. */
export async function showCapabilities(tables: WorkTable, agent: Agent, person: Person): Promise<Shown> {
  const toggled = await readSettings(tables);
  const has = capabilitiesOf(agent, toggled);
  const mayEdit = hasLevel(person, agent, 'edit');
  const settings = (of: object | undefined) => (mayEdit && of ? { settings: { ...of } } : {});
  return {
    agentId: agent.agentId,
    version: agent.version,
    capabilities: BUILT_IN.map((capability) => ({
      capability,
      ...effectiveOf({ agent, toggled }, capability),
      ...settings(has[capability]),
    })),
    tools: has.tools.map((tool) => ({
      tool: tool.name,
      description: tool.description,
      ...effectiveOf({ agent, toggled }, 'use_tool', tool.name),
      ...settings(tool),
    })),
  };
}

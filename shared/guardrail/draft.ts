import type { Agent } from '../agent/agent.ts';
import type { BuiltIn } from './settings-of.ts';
import type { ToolSettings } from './tool-settings.ts';

/** The agent as it would be with these settings of one capability. */
export function withSettings(agent: Agent, capability: BuiltIn, settings: unknown): Agent {
  return { ...agent, capabilities: { ...agent.capabilities, [capability]: settings } };
}

/** The agent as it would be with this tool, which stands in the place of the one with its name. */
export function withTool(agent: Agent, tool: ToolSettings): Agent {
  const others = agent.capabilities.tools.filter(({ name }) => name !== tool.name);
  return { ...agent, capabilities: { ...agent.capabilities, tools: [...others, tool] } };
}

import type { Agent } from '../agent/agent.ts';
import { Capability } from './capability.ts';

/** What the gate is asked for when a model calls a tool of this name; undefined when there is no such tool. */
export function capabilityOf(
  { capabilities }: Agent,
  toolName: string,
  input: unknown,
): { capability: Capability; input: unknown } | undefined {
  const isCustom = capabilities.tools.some(({ name }) => name === toolName);
  if (isCustom) return { capability: 'use_tool', input: { tool: toolName, input } };
  const builtIn = Capability.exclude(['use_tool']).safeParse(toolName);
  return builtIn.success ? { capability: builtIn.data, input } : undefined;
}

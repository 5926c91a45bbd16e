import type * as z from 'zod';
import { Capability } from '#shared/action/capability.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { AppError } from '#shared/errors.ts';
import { withSettings, withTool } from '#shared/guardrail/draft.ts';
import { settingsSchema } from '#shared/guardrail/settings-of.ts';
import { ToolSettings } from '#shared/guardrail/tool-settings.ts';
import { invalidRequest } from '#shared/invalid-request.ts';

/** What is rehearsed: a capability, and the agent as it is or as draft settings would have it. */
export type Draft = {
  agent: Agent;
  capability: Capability;
  /** Of `use_tool`, the one tool that the draft is about. */
  tool?: string;
};

/** Refuses with NOT_FOUND what is no capability, and draft settings as a change to them would be refused. */
export function readDraft(agent: Agent, name: string, settings: unknown): Draft {
  const capability = Capability.safeParse(name);
  if (!capability.success) throw new AppError('NOT_FOUND');
  if (settings === undefined) return { agent, capability: capability.data };
  const known = settingsSchema(name);
  if (known) {
    return { capability: known.capability, agent: withSettings(agent, known.capability, read(known.schema, settings)) };
  }
  const tool = read(ToolSettings, settings);
  return { capability: 'use_tool', tool: tool.name, agent: withTool(agent, tool) };
}

function read<T extends z.ZodType>(schema: T, settings: unknown): z.output<T> {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues, ['settings']);
}

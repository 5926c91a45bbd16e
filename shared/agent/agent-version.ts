import * as z from 'zod';

/** One change of an agent's settings. Item `VERSIONS#<agent>` / `<8 digits>` of *work*, written with the change itself. */
export const AgentVersion = z.object({
  kind: z.literal('agent_version'),
  agentId: z.string(),
  /** That the agent has since this change. */
  version: z.int().min(1),
  at: z.iso.datetime(),
  by: z.string(),
  byName: z.string(),
  /** What was changed: a capability, `tool:<name>`, `settings`, `access`, or `deleted`. */
  what: z.string(),
  /** Absent where there was none, or is none any more. */
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type AgentVersion = z.infer<typeof AgentVersion>;

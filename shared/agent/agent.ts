import * as z from 'zod';
import { Capability } from '../action/capability.ts';
import { EmailSettings } from '../guardrail/guardrail.ts';
import { HttpSettings } from '../guardrail/http-settings.ts';
import { PhoneSettings } from '../guardrail/phone-settings.ts';
import { ToolSettings } from '../guardrail/tool-settings.ts';
import { Held } from '../workspace/held.ts';
import { Model } from './model.ts';

/** What a person may do with an agent: `owner > edit > use`. */
export const AccessLevel = z.enum(['owner', 'edit', 'use']);
export type AccessLevel = z.infer<typeof AccessLevel>;

/** Tools are called by their names, beside the capabilities: no two may be called the same. */
const Tools = z
  .array(ToolSettings)
  .max(100)
  .refine((tools) => new Set(tools.map(({ name }) => name)).size === tools.length, 'Two tools have the same name.')
  .refine(
    (tools) => tools.every(({ name }) => !Capability.safeParse(name).success),
    'A tool cannot have the name of a capability.',
  );

/** Item `AGENT#<id>` / `PROFILE` of *work*: all that is read to judge, decide and execute, in one read. */
export const Agent = z.object({
  kind: z.literal('agent'),
  agentId: z.string(),
  name: z.string().min(1).max(80),
  instructions: z.string().max(20_000),
  model: Model,
  /** +1 on every change of settings. */
  version: z.number().int().positive(),
  /** Level of each named person, by person id. */
  access: z.record(z.string(), AccessLevel),
  /** The team that it belongs to; without one it is the whole workspace's. */
  teamId: z.string().optional(),
  /** Level of everybody else: the members of its team, or of the workspace where it has none. */
  defaultAccess: z.enum(['none', 'use', 'edit', 'owner']),
  /** While on, approved actions of this agent wait and nothing is lost. */
  hold: z.boolean(),
  held: Held.optional(),
  /** While on, nothing starts this agent, and all that it asks for is blocked. */
  paused: z.boolean().default(false),
  /** Whether who chats with it may decide what it asks for in that chat, whatever their level. */
  chatPersonDecides: z.boolean().default(true),
  /** How many of its actions may wait for people at once; what it asks for beyond is turned away. */
  maxPending: z.number().int().min(1).max(1_000).default(200),
  /** So many wait that whoever asks for one more counts first. Kept by Notify. */
  manyPending: z.boolean().default(false),
  /** Offered to who rejects an action of it; without any, the usual ones are. */
  rejectReasons: z.array(z.string()).default([]),
  /** Since when it is deleted: nothing of it runs, and only admins still read what it did. */
  deletedAt: z.iso.datetime().optional(),
  capabilities: z.object({
    send_email: EmailSettings.optional(),
    send_sms: PhoneSettings.optional(),
    make_call: PhoneSettings.optional(),
    http_request: HttpSettings.optional(),
    tools: Tools.default([]),
  }),
});
export type Agent = z.infer<typeof Agent>;
/** An agent as somebody writes it: what has a usual value may be left out. */
export type AgentSettings = z.input<typeof Agent>;

export function ownersOf(agent: Agent): string[] {
  return Object.entries(agent.access).flatMap(([personId, level]) => (level === 'owner' ? [personId] : []));
}

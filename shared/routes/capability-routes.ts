import * as z from 'zod';
import { ActionState } from '../action/action.ts';
import { Capability } from '../action/capability.ts';
import { AgentVersion } from '../agent/agent-version.ts';
import { Effective } from '../guardrail/effective.ts';
import { Judgement, RuleCode, Verdict } from '../guardrail/guardrail.ts';
import { ToolSettings } from '../guardrail/tool-settings.ts';
import type { Routes } from './route.ts';

const Version = z.int().min(1);
/** As the console shows them: what each capability asks is in `docs/guardrails.md`, and read by its own schema. */
const Settings = z.record(z.string(), z.unknown());

const CapabilityState = Effective.extend({
  capability: Capability.exclude(['use_tool']),
  /** For those who may edit the agent. */
  settings: Settings.optional(),
});
const ToolState = Effective.extend({
  tool: z.string(),
  description: z.string(),
  settings: Settings.optional(),
});

/** The settings that a change was made of: another change since is refused, and not written over. */
const Seen = { version: Version };
const SettingsChange = z.strictObject({ ...Seen, settings: Settings });
const ToolChange = z.strictObject({ ...Seen, settings: ToolSettings.omit({ name: true }) });
const ToolRemoval = z.object({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'Give the version as seen.')
    .transform(Number),
});
const Changed = z.object({ agentId: z.string(), version: Version });

export const capabilityRoutes = {
  'GET /agents/{agentId}/capabilities': {
    summary: 'What an agent may do, and what comes of it with what workspace and team say.',
    access: 'agent_use',
    replies: {
      200: Changed.extend({ capabilities: z.array(CapabilityState), tools: z.array(ToolState) }),
    },
  },
  'GET /agents/{agentId}/versions': {
    summary: 'Every change of its settings, newest first: who, when, what before and after.',
    access: 'agent_edit',
    query: z.object({
      limit: z
        .string()
        .regex(/^([1-9]|[1-4]\d|50)$/, 'Use a number from 1 to 50.')
        .default('20')
        .transform(Number),
      /** `next` of the page before. */
      before: z
        .string()
        .regex(/^[1-9]\d{0,8}$/, 'Give `next` of the page before.')
        .transform(Number)
        .optional(),
    }),
    replies: { 200: z.object({ versions: z.array(AgentVersion), next: Version.optional() }) },
  },
} satisfies Routes;

/** Served by a function of its own, since what a GET starts may change nothing. */
export const capabilityChangeRoutes = {
  'PUT /agents/{agentId}/capabilities/{capability}': {
    summary: 'Replaces the settings of one capability.',
    access: 'agent_edit',
    rate: 10,
    body: SettingsChange,
    replies: { 200: Changed },
    refuses: ['VERSION_CONFLICT'],
  },
  'PUT /agents/{agentId}/tools/{tool}': {
    summary: 'Adds a tool, or replaces its settings.',
    access: 'agent_edit',
    rate: 10,
    body: ToolChange,
    replies: { 200: Changed },
    refuses: ['VERSION_CONFLICT'],
  },
  'DELETE /agents/{agentId}/tools/{tool}': {
    summary: 'Takes a tool away.',
    access: 'agent_edit',
    rate: 10,
    query: ToolRemoval,
    replies: { 200: Changed },
    refuses: ['VERSION_CONFLICT'],
  },
} satisfies Routes;

/** Settings that are only tried: those of the capability, or of one tool with its name. Without them, the saved ones. */
const Draft = Settings.optional();

const Explained = z.object({
  verdict: Verdict,
  rule: RuleCode,
  field: z.string().optional(),
  recipient: z.string().optional(),
  says: z.string(),
});

const Replayed = z.object({
  actionId: z.string(),
  createdAt: z.iso.datetime(),
  summary: z.string(),
  state: ActionState,
  /** What the guardrail said then, and what a person did about it. */
  was: Verdict,
  person: z.enum(['approved', 'rejected', 'edited', 'withdrew']).optional(),
  verdict: Verdict,
  rule: RuleCode,
  /** The draft would allow what a person rejected, withdrew or changed first. */
  contradicts: z.boolean(),
});

const Suggestion = z.object({
  capability: Capability.exclude(['use_tool']),
  /** An address, a domain, a number, or a method and a host. */
  entry: z.string(),
  approved: z.int(),
  decided: z.int(),
  days: z.int(),
  says: z.string(),
  /** Whole settings with this entry: for replay, and to save if they convince. Nothing applies them by itself. */
  settings: Settings,
});

export const rehearsalRoutes = {
  'POST /agents/{agentId}/capabilities/{capability}/try': {
    summary: 'Judges an example and explains the verdict; counts, stores and sends nothing.',
    access: 'agent_edit',
    body: z.strictObject({
      action: z.record(z.string(), z.unknown()),
      settings: Draft,
      /** As if an untrusted trigger had started the run. */
      tainted: z.boolean().default(false),
      /** As if it were asked for then; now, unless given. */
      at: z.iso.datetime().optional(),
    }),
    replies: { 200: Judgement.extend({ reasons: z.array(Explained), says: z.string(), notes: z.array(z.string()) }) },
  },
  'POST /agents/{agentId}/capabilities/{capability}/replay': {
    summary: 'Judges what the agent asked for lately by draft settings: what would be allowed, asked, blocked.',
    access: 'agent_edit',
    rate: 10,
    body: z.strictObject({ settings: Draft, last: z.int().min(1).max(200).default(100) }),
    replies: {
      200: z.object({
        judged: z.int(),
        counts: z.object({ allow: z.int(), ask: z.int(), block: z.int() }),
        contradictions: z.int(),
        actions: z.array(Replayed),
      }),
    },
  },
  'GET /agents/{agentId}/suggestions': {
    summary: 'What people always approved in 30 days, as a change that one could try.',
    access: 'agent_edit',
    rate: 10,
    replies: { 200: z.object({ suggestions: z.array(Suggestion) }) },
  },
} satisfies Routes;

export type Replayed = z.infer<typeof Replayed>;
export type Suggestion = z.infer<typeof Suggestion>;

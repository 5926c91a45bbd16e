import * as z from 'zod';
import { ActionState, Origin } from '../action/action.ts';
import { Capability } from '../action/capability.ts';
import { Trigger } from '../agent/conversation.ts';
import { PageBefore, PageLimit } from './page-query.ts';
import type { Routes } from './route.ts';

/** One action in the list of what agents did. */
const ActivityEntry = z.object({
  actionId: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  capability: Capability,
  summary: z.string(),
  state: ActionState,
  verdict: z.enum(['allow', 'ask', 'block']),
  rule: z.string(),
  round: z.number().int(),
  createdAt: z.iso.datetime(),
  origin: Origin,
  tainted: z.boolean(),
  conversationId: z.string(),
  trigger: Trigger.optional(),
  /** What a person changed before it was approved. */
  editedBy: z.string().optional(),
  /** Of the round that it is in. `second` agreed too, or stopped what the first one had approved. */
  decision: z
    .object({
      verdict: z.enum(['approve', 'reject', 'withdraw']),
      by: z.string(),
      at: z.iso.datetime(),
      second: z.string().optional(),
    })
    .optional(),
  outcome: z.object({ code: z.string(), at: z.iso.datetime().optional() }).optional(),
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;

const ActivityPage = z.object({
  items: z.array(ActivityEntry),
  /** Give it as `before` to get older ones; absent on the last page. */
  next: z.string().optional(),
  /** Only so many were looked at, so the page is not full; `next` looks further. */
  searched: z.number().int().optional(),
  /** You have more agents than are looked through for one page. Open one of them for the rest. */
  partial: z.literal(true).optional(),
});
export type ActivityPage = z.infer<typeof ActivityPage>;

const count = z.number().int();

/**
 * Actions that were asked for on one day (UTC). What the guardrail said: `asked`, `allowed`, `blocked`. What people said, by
 * now: `approved`, `rejected`, `cancelled`. How it ended: `executed`, `failed`, `uncertain`; `pending` waits now.
 */
const DayNumbers = z.object({
  day: z.iso.date(),
  total: count,
  asked: count,
  allowed: count,
  blocked: count,
  pending: count,
  approved: count,
  rejected: count,
  cancelled: count,
  executed: count,
  failed: count,
  uncertain: count,
});
export type DayNumbers = z.infer<typeof DayNumbers>;

const ActivityNumbers = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** There was more than is counted: these are the newest `counted` actions. */
  partial: z.boolean(),
  counted: count,
  days: z.array(DayNumbers),
  decisions: z.object({
    /** Approvals and rejections of people, how many of them were approvals, and how many came within 2 s of the question. */
    decided: count,
    approved: count,
    within2Seconds: count,
    /** From the question to the answer. */
    medianSeconds: z.number().optional(),
    p90Seconds: z.number().optional(),
    /** How many took how long: more than the entry before says, and no more than `upToSeconds`, which the last one lacks. */
    times: z.array(z.object({ upToSeconds: count.optional(), approved: count, rejected: count })),
  }),
  /** Whom the agents wrote to or called, and the hosts and tools that they asked, most often first. */
  recipients: z.array(z.object({ recipient: z.string(), count })),
});
export type ActivityNumbers = z.infer<typeof ActivityNumbers>;

const days = z.string().regex(/^([1-9]|[1-8]\d|90)$/, 'Use a number from 1 to 90.');

const ActivityQuery = z.object({
  before: PageBefore,
  limit: PageLimit,
  /** Of this kind only, or what stands like this by now. */
  capability: Capability.optional(),
  state: ActionState.optional(),
  /** Of the last so many times 24 hours. */
  days: days.transform(Number).optional(),
});

export const activityRoutes = {
  'GET /agents/{agentId}/activity': {
    summary:
      'What an agent asked to do, newest first, and what became of it. Who may only use it sees their own chats’.',
    access: 'agent_use',
    query: ActivityQuery,
    replies: { 200: ActivityPage },
  },
  'GET /activity': {
    summary: 'The same of all agents that you may decide for.',
    access: 'member',
    query: ActivityQuery,
    replies: { 200: ActivityPage },
  },
  'GET /activity/numbers': {
    summary: 'Counts by day, times to decision and busiest recipients, of one agent or of all that you may decide for.',
    access: 'member',
    query: z.object({
      agentId: z
        .string()
        .regex(/^[\x21-\x7e]{1,100}$/)
        .optional(),
      days: days.default('30').transform(Number),
    }),
    replies: { 200: ActivityNumbers },
  },
} satisfies Routes;

import * as z from 'zod/mini';

/** What this page reads of the API's answers; anything more in them is left alone. `zod/mini`, since a phone loads it. */
const Reason = z.object({
  rule: z.string(),
  verdict: z.string(),
  field: z.optional(z.string()),
  recipient: z.optional(z.string()),
});
export type Reason = z.infer<typeof Reason>;

const HistoryEntry = z.object({
  round: z.number(),
  verdict: z.string(),
  state: z.string(),
  decidedAt: z.string(),
  decidedBy: z.optional(z.string()),
  note: z.optional(z.string()),
  outcome: z.optional(z.string()),
  providerId: z.optional(z.string()),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What a server or a tool answered: text from outside. */
const Answer = z.object({
  status: z.optional(z.number()),
  contentType: z.optional(z.string()),
  headers: z.record(z.string(), z.string()),
  body: z.optional(z.string()),
  bytes: z.number(),
  truncated: z.boolean(),
});
export type Answer = z.infer<typeof Answer>;

/** GET /approvals/{actionId} */
export const Card = z.object({
  actionId: z.string(),
  agent: z.object({ agentId: z.string(), name: z.string() }),
  capability: z.string(),
  state: z.string(),
  round: z.number(),
  hash: z.optional(z.string()),
  content: z.optional(z.record(z.string(), z.unknown())),
  judgement: z.object({ verdict: z.string(), rule: z.string(), reasons: z.array(Reason) }),
  origin: z.string(),
  tainted: z.boolean(),
  trigger: z.optional(z.object({ kind: z.string(), triggerId: z.string(), name: z.string() })),
  createdAt: z.string(),
  pendingReason: z.optional(z.string()),
  notifyAgentDefault: z.boolean(),
  history: z.array(HistoryEntry),
  answer: z.optional(Answer),
});
export type Card = z.infer<typeof Card>;

const PendingItem = z.object({
  actionId: z.string(),
  round: z.number(),
  agentName: z.string(),
  capability: z.string(),
  summary: z.string(),
  createdAt: z.string(),
  pendingReason: z.optional(z.string()),
});
export type PendingItem = z.infer<typeof PendingItem>;

/** GET /approvals */
export const PendingPage = z.object({ items: z.array(PendingItem), next: z.optional(z.string()) });
export type PendingPage = z.infer<typeof PendingPage>;

const BellItem = z.object({
  actionId: z.string(),
  agentName: z.string(),
  summary: z.string(),
  since: z.string(),
  round: z.number(),
  resolved: z.optional(z.object({ verdict: z.string(), decidedBy: z.string() })),
});
export type BellItem = z.infer<typeof BellItem>;

/** GET /notifications */
export const Notifications = z.object({ items: z.array(BellItem), waiting: z.number(), more: z.boolean() });
export type Notifications = z.infer<typeof Notifications>;

/** GET /me */
export const Me = z.object({ personId: z.string(), name: z.string(), email: z.string(), role: z.string() });
export type Me = z.infer<typeof Me>;

/** Answer to POST /approvals/{actionId}/decision */
export const Decided = z.object({
  actionId: z.string(),
  round: z.number(),
  verdict: z.enum(['approve', 'reject']),
  decidedBy: z.string(),
  state: z.string(),
});
export type Decided = z.infer<typeof Decided>;

/** GET /console/config.json */
export const Config = z.object({ issuer: z.string(), clientId: z.string() });
export type Config = z.infer<typeof Config>;

/** Problem details (RFC 9457), or what API Gateway answers itself. */
export const ProblemDetails = z.object({
  code: z.optional(z.string()),
  winner: z.optional(z.object({ verdict: z.string(), decidedBy: z.string() })),
});

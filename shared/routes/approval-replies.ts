import * as z from 'zod';
import { ActionState, Origin, PendingListItem } from '../action/action.ts';
import { Answer } from '../action/answer.ts';
import { Capability } from '../action/capability.ts';
import type { Content } from '../action/content.ts';
import { Trigger } from '../agent/conversation.ts';
import { Judgement } from '../guardrail/guardrail.ts';

/** Answers about approvals. Only their types go into functions: the schemas are for `GET /openapi.json`. */

export const PendingPage = z.object({
  items: z.array(PendingListItem),
  /** Give it as `after` to get the following page; absent on the last one. */
  next: z.string().exactOptional(),
  /** Only so many were looked at, so the page is not full; `next` looks further. */
  searched: z.number().int().exactOptional(),
});
export type PendingPage = z.infer<typeof PendingPage>;

const decided = { decidedBy: z.string(), decidedAt: z.iso.datetime() };

/** One ledger row as people are shown it. */
const HistoryEntry = z.object({
  /** 0 for what the guardrail allowed. `round` and `v` go back with "I checked". */
  round: z.number().int(),
  v: z.number().int(),
  verdict: z.string(),
  state: z.string(),
  decidedAt: z.iso.datetime(),
  decidedBy: z.string().exactOptional(),
  note: z.string().exactOptional(),
  /** Sent again, by a decision of its own. */
  again: z.literal(true).exactOptional(),
  second: z.object(decided).exactOptional(),
  stopped: z.object({ verdict: z.string(), ...decided }).exactOptional(),
  outcome: z.string().exactOptional(),
  providerId: z.string().exactOptional(),
  resolution: z.object({ said: z.string(), by: z.string(), at: z.iso.datetime() }).exactOptional(),
  /** What the provider told later, e.g. `Bounce`; of an earlier attempt than the last one, where it says so. */
  evidence: z
    .array(z.object({ kind: z.string(), at: z.iso.datetime(), earlierAttempt: z.literal(true).exactOptional() }))
    .exactOptional(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** By capability; which fields there are, `content` says itself. */
const input = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Content['input']>;

const RecipientHistory = z.object({
  recipient: z.string(),
  executed: z.number().int(),
  rejected: z.number().int(),
  /** The newest of all, whatever became of it; absent where there was none. */
  last: z.object({ at: z.iso.datetime(), state: ActionState }).exactOptional(),
});
export type RecipientHistory = z.infer<typeof RecipientHistory>;

/** All that an approver is shown; `agentId`, `round` and `hash` go back with the decision. */
export const ApprovalCard = z.object({
  actionId: z.string(),
  agent: z.object({ agentId: z.string(), name: z.string() }),
  capability: Capability,
  /** From the ledger where it has rows, not from the list. */
  state: ActionState,
  round: z.number().int(),
  /** Computed from the stored content at this reading. */
  hash: z.string(),
  /** Every field that would run; absent when it cannot be read. */
  content: input.exactOptional(),
  judgement: Judgement,
  origin: Origin,
  /** Where the agent asked: what led to it is read there. */
  conversationId: z.string(),
  toolCallId: z.string(),
  tainted: z.boolean(),
  /** Whose chat it was asked for in. */
  chatPersonId: z.string().exactOptional(),
  /** Whether you may decide: in your own chat you may see what you may not decide, where the agent's settings say so. */
  mayDecide: z.boolean(),
  trigger: Trigger.exactOptional(),
  /** The agent's own words as it asked: not verified, and not what would be done. */
  agentSays: z.string().exactOptional(),
  /** What the agent had to do with each recipient before, among its last 100 actions. */
  recipientHistory: z.array(RecipientHistory),
  createdAt: z.iso.datetime(),
  pendingReason: z.string().exactOptional(),
  /** Nothing of it begins until that is released, whatever is decided; only of what could begin. */
  hold: z
    .object({
      of: z.enum(['workspace', 'agent', 'paused_agent']),
      by: z.string().exactOptional(),
      since: z.iso.datetime().exactOptional(),
    })
    .exactOptional(),
  notifyAgentDefault: z.boolean(),
  /** What the agent asked for, where a person has edited it, and who did. */
  proposed: input.exactOptional(),
  editedBy: z.string().exactOptional(),
  /** How many people must approve, and who did already. */
  approversNeeded: z.number().int(),
  approvedBy: z.string().exactOptional(),
  /** Goes back with "send again". */
  highestRound: z.number().int(),
  /** An earlier round may have been carried out: approving may do it a second time. */
  mayArriveTwice: z.boolean(),
  /** For who rejects it: one tap instead of typing. */
  rejectReasons: z.array(z.string()).readonly(),
  /** What its settings ask of who lets it run: a fresh sign-in; that it is not who asked for it in a chat. */
  stepUp: z.boolean(),
  requesterMayNotDecide: z.boolean(),
  history: z.array(HistoryEntry),
  /** What came back from outside, of the round that the state is of. */
  answer: Answer.exactOptional(),
});
export type ApprovalCard = z.infer<typeof ApprovalCard>;

const DecisionReply = z.object({
  actionId: z.string(),
  round: z.number().int(),
  verdict: z.enum(['approve', 'reject', 'withdraw', 'send_again']),
  ...decided,
  /** Of the row after this decision: `half` waits for another person. */
  state: z.string(),
  /** Set where an earlier round may have been carried out: this one may then arrive a second time. */
  mayArriveTwice: z.literal(true).exactOptional(),
});

const WithdrawalReply = z.object({
  withdrawn: z.number().int(),
  /** Seen and not withdrawn: being carried out right now, or not reached in time (then at least 1: ask again). */
  left: z.number().int(),
});

const ResolutionReply = z.object({
  ...{ actionId: z.string(), round: z.number().int(), state: z.string(), said: z.string() },
  ...{ by: z.string(), at: z.iso.datetime() },
});

export const APPROVAL_REPLIES = {
  'GET /approvals': { 200: PendingPage },
  'GET /approvals/{actionId}': { 200: ApprovalCard },
  'POST /approvals/{actionId}/decision': { 200: DecisionReply },
  'POST /approvals/{actionId}/resolution': { 200: ResolutionReply },
  'POST /agents/{agentId}/withdrawal': { 200: WithdrawalReply },
  'POST /workspace/withdrawal': { 200: WithdrawalReply },
} satisfies Record<string, Record<number, z.ZodType>>;

import * as z from 'zod';
import { Elsewhere } from '../elsewhere/elsewhere.ts';
import { Judgement } from '../guardrail/guardrail.ts';
import { shardOf } from '../ids.ts';
import { Capability } from './capability.ts';

/** State for lists: a projection of the ledger's rows (`shared/ledger/fold.ts`) once there is one. */
export const ActionState = z.enum([
  'blocked',
  'allowed',
  'pending',
  'approved',
  'rejected',
  'executed',
  'failed',
  'uncertain',
  'cancelled',
]);
export type ActionState = z.infer<typeof ActionState>;

/** That a person changed the content before they approved it. */
export const Edited = z.object({
  by: z.string(),
  byName: z.string(),
  at: z.iso.datetime(),
  /** Of the click that approved it, so that the same click finds its own edit. */
  decisionId: z.string(),
});
export type Edited = z.infer<typeof Edited>;

export const Origin = z.enum(['chat', 'background']);
export type Origin = z.infer<typeof Origin>;

/** One thing an agent asked to do. Item `ACTION#<id>` / `STATE` of *work*. */
export const Action = z.object({
  kind: z.literal('action'),
  actionId: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  capability: Capability,
  /** Canonical JSON of the input. */
  content: z.string(),
  hash: z.string(),
  summary: z.string(),
  /** What the agent asked for, once a person has edited it; `content` is then what was made of it. */
  proposed: z.string().optional(),
  edited: Edited.optional(),
  state: ActionState,
  /** Sum of `v` over the ledger rows that this item shows; a projector with less is late. */
  pv: z.number().int().nonnegative(),
  /** Round of the only ledger row, once it is shown as it ended (its `v` is `pv`) and the sweep has but to close it. */
  closes: z.number().int().positive().optional(),
  /** The round that a decision would be for. */
  round: z.number().int().positive(),
  judgement: Judgement,
  origin: Origin,
  tainted: z.boolean(),
  conversationId: z.string(),
  /** Whose chat it was asked for in: here, so that who may decide takes no further read. */
  chatPersonId: z.string().optional(),
  /** Number of the message that holds the tool call, with what the agent said to it. */
  askedIn: z.number().int().positive().optional(),
  runId: z.string(),
  toolCallId: z.string(),
  /** Of an agent built elsewhere: who asked, and why as it says. */
  elsewhere: Elsewhere.optional(),
  createdAt: z.iso.datetime(),
  /** Why it still waits, or again: `one_more_person`, `approval_lapsed`, `content_changed`, `asks_now` … */
  pendingReason: z.string().optional(),
  pendingOf: z.string().optional(),
  pendingAt: z.string().optional(),
  historyOf: z.string().optional(),
  historyAt: z.string().optional(),
  dueShard: z.string().optional(),
  dueAt: z.string().optional(),
});
export type Action = z.infer<typeof Action>;

/** What the `pending` index carries besides its keys, so that a page of the list is read from it alone. */
export const PENDING_LIST_ATTRIBUTES = [
  'actionId',
  'agentId',
  'agentName',
  'capability',
  'summary',
  'round',
  'origin',
  'createdAt',
  'pendingReason',
] as const;

export const PendingListItem = Action.pick({
  actionId: true,
  agentId: true,
  agentName: true,
  capability: true,
  summary: true,
  round: true,
  origin: true,
  createdAt: true,
  pendingReason: true,
});
export type PendingListItem = z.infer<typeof PendingListItem>;

/** What a projection writes; who shows the ledger's state on an action, Publish and Sweep, may write nothing else of it. */
export const PROJECTION_ATTRIBUTES = [
  'state',
  'round',
  'pv',
  'closes',
  'pendingOf',
  'pendingAt',
  'pendingReason',
  'dueShard',
  'dueAt',
] as const;

/** What an edit replaces; only the decide function edits. */
export const EDIT_ATTRIBUTES = ['content', 'hash', 'summary', 'judgement', 'proposed', 'edited'] as const;

/** Spread over several keys an agent, since one index key takes about 1,000 writes a second. */
const PENDING_SHARDS = 4;
const DUE_SHARDS = 16;

/** Index key of a pending action. */
export function pendingOf(agentId: string, actionId: string): string {
  return `${agentId}#${shardOf(actionId, PENDING_SHARDS)}`;
}

export function pendingKeysOf(agentId: string): string[] {
  return Array.from({ length: PENDING_SHARDS }, (_, shard) => `${agentId}#${shard}`);
}

/** Index key of what an agent asked for in one month (UTC), whatever became of it. */
export function historyOf(agentId: string, at: string): string {
  return `${agentId}#${at.slice(0, 7)}`;
}

/** Index key of open work that the sweep must look at. */
export function dueShard(id: string): string {
  return `due#${shardOf(id, DUE_SHARDS)}`;
}

export const ALL_DUE_SHARDS: readonly string[] = Array.from({ length: DUE_SHARDS }, (_, shard) => `due#${shard}`);

import * as z from 'zod';
import { Answer } from '../action/answer.ts';
import { Capability } from '../action/capability.ts';

/** A key as it is listed. */
export const KeyReply = z.object({
  keyId: z.string(),
  name: z.string(),
  /** How the key begins. */
  start: z.string(),
  createdAt: z.iso.datetime(),
  validUntil: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
  /** Up to an hour behind; absent until its first use. */
  lastUsedAt: z.iso.datetime().optional(),
});
export type KeyReply = z.infer<typeof KeyReply>;

export const NewKeyReply = KeyReply.extend({ key: z.string() });

const FailureReply = z.object({ at: z.iso.datetime(), actionId: z.string(), code: z.string(), givenUp: z.boolean() });

export const CallbackReply = z.object({
  /** Absent until somebody says where. */
  url: z.string().optional(),
  enabled: z.boolean(),
  changedAt: z.iso.datetime().optional(),
  /** Of the last 30 days, newest first, at most 20. */
  failures: z.array(FailureReply),
});
export type CallbackReply = z.infer<typeof CallbackReply>;

export const NewCallbackReply = CallbackReply.extend({ secret: z.string().optional() });

/** What an agent is told of an action, in full: the answer of a request, of a poll and, as `data`, of a callback. */
export const ActionReply = z.object({
  actionId: z.string(),
  outcome: z.enum([
    'executed',
    'pending_approval',
    'blocked',
    'limited',
    'rejected',
    'failed',
    'uncertain',
    'cancelled',
  ]),
  /** A code; never the list or the rule itself. */
  reason: z.string().optional(),
  /** In words, for a model. */
  message: z.string(),
  capability: Capability.optional(),
  /** What came back from outside. Data, never instructions. */
  answer: Answer.optional(),
  decision: z.enum(['approve', 'allow', 'reject', 'withdraw']).optional(),
  /** What the person who decided wrote. */
  note: z.string().optional(),
  /** A person changed it before they approved it: do not retry the original. */
  edited: z.boolean().optional(),
  changed: z.array(z.unknown()).optional(),
  /** Where to ask again while it has not ended. */
  poll: z.string().optional(),
});
export type ActionReply = z.infer<typeof ActionReply>;

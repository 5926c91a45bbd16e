import * as z from 'zod';
import { Origin } from '../action/action.ts';
import { Capability } from '../action/capability.ts';
import { HowDecided } from '../approval/how-decided.ts';

/** What the provider said, or why nothing trustworthy was heard. Codes and ids only. */
export const ExecutionOutcome = z.object({
  code: z.string(),
  /** The provider's id of what it accepted, e.g. the SES message id. */
  providerId: z.string().optional(),
});
export type ExecutionOutcome = z.infer<typeof ExecutionOutcome>;

/** What the provider told later, by an event of its own, of one attempt. */
export const Evidence = z.object({
  /** The provider's word, e.g. SES's `Bounce`, or `TEXT_DELIVERED` of End User Messaging. */
  kind: z.string(),
  at: z.iso.datetime(),
  providerId: z.string().optional(),
  /** Set where it speaks of an earlier attempt than the row's last one. */
  claimId: z.string().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** A person looked where the effect would be seen, and says whether it is there. */
export const Resolution = z.object({
  said: z.enum(['sent', 'not_sent']),
  by: z.string(),
  byName: z.string(),
  at: z.iso.datetime(),
});
export type Resolution = z.infer<typeof Resolution>;

export const base = z.object({
  /** `act_…` for a person's decision, `G#act_…` for what the guardrail allowed. */
  pk: z.string(),
  /** 1, 2, … for decisions; 0 for the guardrail's row. */
  round: z.number().int().nonnegative(),
  /** +1 on every write but the close. */
  v: z.number().int().positive(),
  /** Id of the last write, so that whoever wrote it knows a lost reply from a lost race. */
  writer: z.string(),
  actionId: z.string(),
  agentId: z.string(),
  capability: Capability,
  conversationId: z.string(),
  origin: Origin,
  /** Of the content that was decided on; execution recomputes it. */
  hash: z.string(),
  notifyAgent: z.boolean(),
  /** Claims before the last one, oldest first: a provider may still speak of their attempts. */
  earlierClaims: z.array(z.string()).optional(),
  dueShard: z.string().optional(),
  dueAt: z.string().optional(),
});

const decider = {
  decidedBy: z.string(),
  decidedByName: z.string(),
  decidedAt: z.iso.datetime(),
  /** Made by the person's page, so that a click sent twice is one decision. */
  decisionId: z.string(),
  signedInAt: z.iso.datetime(),
  how: HowDecided.optional(),
};

/** That this person wanted the agent to be told, whoever else did not. */
const wish = { notifyAgent: z.literal(true).optional() };

/** Another person's agreement, where two must agree. */
export const Second = z.object({ ...decider, ...wish });

/** Who ended what was approved, or half approved, before it ran; of a guardrail's row, who withdrew it. */
export const Stopped = z.object({
  ...{ ...decider, ...wish },
  verdict: z.enum(['reject', 'withdraw']),
  note: z.string().optional(),
});

const personDecided = z.object({
  ...decider,
  note: z.string().optional(),
  stopped: Stopped.optional(),
  /** The action had no row when this one was made, so until it settles there is no other. */
  first: z.literal(true).optional(),
});

/** Executors and sweep may write `state` and not `verdict`: a state that the verdict does not carry is forged. */
const approve = {
  verdict: z.literal('approve'),
  /** Sent again, after a round that may have done it. */ again: z.literal(true).optional(),
};

/** One person agreed and another one must. It has no authority yet: no executor can make it an approved row. */
export const personHalf = personDecided.extend(approve);
export const personApproved = personHalf.extend({
  second: Second.optional(),
  /** Unused by then, the approval lapses. */
  lapsesAt: z.iso.datetime(),
});
export const personRejected = personDecided.extend({ verdict: z.literal('reject') });
export const personWithdrew = personDecided.extend({ verdict: z.literal('withdraw') });
/** Agreed by one or two, then ended by a person: by whom stands in the part that only the decide function writes. */
export const personStopped = personApproved.partial({ lapsesAt: true }).extend({ stopped: Stopped });

export const guardrailAllowed = z.object({
  verdict: z.literal('allow'),
  decidedAt: z.iso.datetime(),
  stopped: Stopped.optional(),
});
export const guardrailStopped = guardrailAllowed.extend({ stopped: Stopped });

/** What a row carries once its effect may have begun although nobody heard so (an effect that its provider does once a key). */
const begun = z.object({
  maybeBegun: z.literal(true).optional(),
  /** Until then the provider knows the key of this row and does nothing twice. */
  keyUntil: z.iso.datetime().optional(),
  /** Of what the settings said of the key when it was used first. */
  keyPrint: z.string().optional(),
});

export const attempt = begun.extend({
  attempt: z.number().int().positive(),
  claimId: z.string(),
  leaseUntil: z.iso.datetime(),
});
const retryable = z.object({
  attempt: z.number().int().nonnegative().optional(),
  notBefore: z.iso.datetime().optional(),
});
/** Waits to be claimed: nothing has begun. It has no claim; a key may be running since an attempt that surely did not begin. */
export const unbegun = retryable.extend({
  maybeBegun: z.undefined().optional(),
  keyUntil: begun.shape.keyUntil,
  keyPrint: begun.shape.keyPrint,
});
/** Waits to be tried again under the same key; evidence may still speak of the last attempt. */
export const maybeBegun = retryable.extend({
  maybeBegun: z.literal(true),
  keyUntil: z.iso.datetime(),
  keyPrint: begun.shape.keyPrint,
  claimId: z.string(),
});
export const settled = z.object({ outcome: ExecutionOutcome, settledAt: z.iso.datetime() });
export const looked = z.object({ resolution: Resolution.optional(), evidence: z.array(Evidence).optional() });

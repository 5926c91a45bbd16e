import * as z from 'zod';
import { Origin } from '../action/action.ts';
import { Capability } from '../action/capability.ts';

/** What the provider said, or why nothing trustworthy was heard. Codes and ids only. */
export const ExecutionOutcome = z.object({
  code: z.string(),
  /** The provider's id of what it accepted, e.g. the SES message id. */
  providerId: z.string().optional(),
});
export type ExecutionOutcome = z.infer<typeof ExecutionOutcome>;

const base = z.object({
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
  dueShard: z.string().optional(),
  dueAt: z.string().optional(),
});

const personDecided = z.object({
  decidedBy: z.string(),
  decidedByName: z.string(),
  decidedAt: z.iso.datetime(),
  /** Made by the person's page, so that a click sent twice is one decision. */
  decisionId: z.string(),
  signedInAt: z.iso.datetime(),
  note: z.string().optional(),
});

/** Executors and sweep may write `state` and not `verdict`: a state that the verdict does not carry is forged. */
const personApproved = personDecided.extend({
  verdict: z.literal('approve'),
  /** Unused by then, the approval lapses. */
  lapsesAt: z.iso.datetime(),
});
const personRejected = personDecided.extend({ verdict: z.literal('reject') });

const guardrailAllowed = z.object({
  verdict: z.literal('allow'),
  decidedAt: z.iso.datetime(),
});

const attempt = z.object({
  attempt: z.number().int().positive(),
  claimId: z.string(),
  leaseUntil: z.iso.datetime(),
});
const settled = z.object({ outcome: ExecutionOutcome, settledAt: z.iso.datetime() });
const retryable = z.object({
  attempt: z.number().int().nonnegative().optional(),
  notBefore: z.iso.datetime().optional(),
});

/** The states a row passes through; each carries what it must and cannot carry what it must not. */
const states = <T extends z.ZodRawShape>(decided: z.ZodObject<T>) => {
  const row = base.extend(decided.shape);
  return [
    row.extend(retryable.shape).extend({ state: z.literal('approved') }),
    row.extend(attempt.shape).extend({ state: z.literal('claimed') }),
    row
      .extend(attempt.shape)
      .extend(settled.shape)
      .extend({ state: z.literal('executed') }),
    row
      .extend(attempt.partial().shape)
      .extend(settled.shape)
      .extend({ state: z.literal('failed') }),
    row
      .extend(attempt.shape)
      .extend(settled.shape)
      .extend({ state: z.literal('uncertain') }),
  ] as const;
};

/** A row of *ledger* that a person made. */
const NumberedRow = z.discriminatedUnion('state', [
  ...states(personApproved),
  base.extend(personRejected.shape).extend({ state: z.literal('rejected') }),
  base.extend(personApproved.shape).extend({ state: z.literal('lapsed'), outcome: ExecutionOutcome }),
]);

/** The row of *ledger* that stands for the guardrail's own `allow`. */
const GuardrailRow = z.discriminatedUnion('state', [
  ...states(guardrailAllowed),
  base.extend(guardrailAllowed.shape).extend({ state: z.literal('declined'), outcome: ExecutionOutcome }),
]);

export const LedgerRow = z.union([NumberedRow, GuardrailRow]);
export type LedgerRow = z.infer<typeof LedgerRow>;
export type RowState = LedgerRow['state'];
export type ApprovedRow = LedgerRow & { state: 'approved' };
export type ClaimedRow = LedgerRow & { state: 'claimed' };

/** Why an allowed action is not run after all. */
export type RefusalCode = 'blocked_by_policy' | 'content_damaged';

/** Primary key of a ledger row. */
export type RowKey = { pk: string; round: number };

export function numberedKey(actionId: string, round: number): RowKey {
  return { pk: actionId, round };
}

export function guardrailKey(actionId: string): RowKey {
  return { pk: `G#${actionId}`, round: 0 };
}

export function isGuardrailKey(key: RowKey): boolean {
  return key.pk.startsWith('G#');
}

export function actionIdOf(key: RowKey): string {
  return isGuardrailKey(key) ? key.pk.slice(2) : key.pk;
}

/** True when nothing more will happen by itself on this row. */
export function isSettled(row: { state: RowState }): boolean {
  return row.state !== 'approved' && row.state !== 'claimed';
}

/**
 * The attributes that executors and sweep may write, which their roles say too. All the others are part of a
 * decision, and only the decide function may write those.
 */
export const EXECUTION_ATTRIBUTES = [
  'state',
  'v',
  'writer',
  'claimId',
  'leaseUntil',
  'attempt',
  'notBefore',
  'outcome',
  'settledAt',
  'dueShard',
  'dueAt',
] as const;

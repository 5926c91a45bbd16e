import * as z from 'zod';
import {
  attempt,
  base,
  ExecutionOutcome,
  guardrailAllowed,
  guardrailStopped,
  looked,
  maybeBegun,
  personApproved,
  personHalf,
  personRejected,
  personStopped,
  personWithdrew,
  settled,
  unbegun,
} from './row-parts.ts';

/** The states a row passes through; each carries what it must and cannot carry what it must not. */
const states = <T extends z.ZodRawShape>(decided: z.ZodObject<T>) => {
  const row = base.extend(decided.shape);
  const ended = settled.extend(looked.shape);
  return [
    z.discriminatedUnion('maybeBegun', [
      row.extend(unbegun.shape).extend({ state: z.literal('approved') }),
      row.extend(maybeBegun.shape).extend({ state: z.literal('approved') }),
    ]),
    row.extend(attempt.shape).extend({ state: z.literal('claimed'), evidence: ended.shape.evidence }),
    row
      .extend(attempt.partial({ leaseUntil: true }).shape)
      .extend(ended.shape)
      .extend({ state: z.literal('executed') }),
    row
      .extend(attempt.partial().shape)
      .extend(ended.shape)
      .extend({ state: z.literal('failed') }),
    row
      .extend(attempt.partial({ leaseUntil: true }).shape)
      .extend(ended.shape)
      .extend({ state: z.literal('uncertain') }),
  ] as const;
};

/** A row of *ledger* that a person made. */
const NumberedRow = z.discriminatedUnion('state', [
  ...states(personApproved),
  base.extend(personHalf.shape).extend({ state: z.literal('half') }),
  z.discriminatedUnion('verdict', [
    base.extend(personRejected.shape).extend({ state: z.literal('rejected') }),
    base.extend(personStopped.shape).extend({ state: z.literal('rejected') }),
  ]),
  z.discriminatedUnion('verdict', [
    base.extend(personWithdrew.shape).extend({ state: z.literal('withdrawn') }),
    base.extend(personStopped.shape).extend({ state: z.literal('withdrawn') }),
  ]),
  base
    .extend(personApproved.partial({ lapsesAt: true }).shape)
    .extend({ state: z.literal('lapsed'), outcome: ExecutionOutcome }),
]);

/** The row of *ledger* that stands for the guardrail's own `allow`. */
const GuardrailRow = z.discriminatedUnion('state', [
  ...states(guardrailAllowed),
  base.extend(guardrailAllowed.shape).extend({ state: z.literal('declined'), outcome: ExecutionOutcome }),
  base.extend(guardrailStopped.shape).extend({ state: z.literal('withdrawn') }),
]);

export const LedgerRow = z.union([NumberedRow, GuardrailRow]);
export type LedgerRow = z.infer<typeof LedgerRow>;
export type RowState = LedgerRow['state'];
export type ApprovedRow = LedgerRow & { state: 'approved' };
export type ClaimedRow = LedgerRow & { state: 'claimed' };
export type HalfRow = LedgerRow & { state: 'half' };
export type UncertainRow = LedgerRow & { state: 'uncertain' };

/** Why what was allowed or approved is not run after all. */
export type RefusalCode = 'blocked_by_policy' | 'content_damaged' | 'tool_changed';

/** Primary key of a ledger row. */
export type RowKey = { pk: string; round: number };

/** What an executor is invoked with: the row's key, and where Dispatch saw the row being made, what its record said. */
export type RowHint = RowKey & { told?: Record<string, unknown> | undefined };

export function numberedKey(actionId: string, round: number): RowKey {
  return { pk: actionId, round };
}

export function guardrailKey(actionId: string): RowKey {
  return { pk: `G#${actionId}`, round: 0 };
}

/** Of round 0, the guardrail's row; else a person's. */
export function rowKeyOf(actionId: string, round: number): RowKey {
  return round === 0 ? guardrailKey(actionId) : numberedKey(actionId, round);
}

export function isGuardrailKey(key: RowKey): boolean {
  return key.pk.startsWith('G#');
}

export function actionIdOf(key: RowKey): string {
  return isGuardrailKey(key) ? key.pk.slice(2) : key.pk;
}

export function isSameRow(one: RowKey, other: RowKey): boolean {
  return one.pk === other.pk && one.round === other.round;
}

/** True when no execution will change this row any more; evidence and people still may. */
export function isSettled(row: { state: RowState }): boolean {
  return row.state !== 'approved' && row.state !== 'claimed' && row.state !== 'half';
}

/** True when nothing happens on this row by itself: settled, or half approved and waiting for a second person. */
export function isQuiet(row: { state: RowState }): boolean {
  return isSettled(row) || row.state === 'half';
}

/** Whether anybody who decided on this row wanted the agent to be told how it ends. */
export function wantsAgentTold(row: LedgerRow): boolean {
  const others = ['second' in row && row.second, 'stopped' in row && row.stopped];
  return row.notifyAgent || others.some((other) => other && other.notifyAgent === true);
}

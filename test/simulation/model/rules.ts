/**
 * The rules of the design, one flag each. A mutant is the design with one of them off. The letters in front name the
 * transition or the counterexample of `docs/simulation.md` that the rule answers.
 */
export const GOOD = {
  /** A projector with a smaller sum of `v` must not put an old state back. */
  projVersion: true,
  /** The shown state is a fold over all rows, not the latest one. */
  foldAll: true,
  /** Every write of a row sets its due key again. */
  setDue: true,
  /** From a `maybeBegun` row nothing leads to "not done", but to uncertain. */
  maybeBegun: true,
  /** The sweep projects a settled row that is not shown yet. */
  sweepProjects: true,
  /** The sweep closes only what is shown. */
  closeWaits: true,
  /** The sweep closes only the version that it saw. */
  closeCond: true,
  /** Or, of a row that it did not read, the version that the action shows. */
  closesSeen: true,
  /** Which the action says only where it shows no other row. */
  closesAlone: true,
  /** The sweep finds allowed actions that nobody ran. */
  sweepAllowed: true,
  /** L4: the authority must not have lapsed at the write, and not only when the row was read. */
  claimLapses: true,
  /** L4: approved and as seen. */
  claimApproved: true,
  /** L4: a `maybeBegun` row runs only inside the life of its provider key. */
  keyFence: true,
  /** L4: that life is looked at again when it claims, and not only when the row was read. */
  keyAtClaim: true,
  /** Lost reply of a claim: the lease is the stored one. */
  leaseFromRow: true,
  /** L4: of a row that was told and not read, what the claim brings is the decision that was told. */
  toldIsStored: true,
  /** The executor recomputes the hash of what it is about to run. */
  execHash: true,
  judgeBlock: true,
  judgeG: true,
  judgeGagain: true,
  noRoundBeforeG: true,
  holdCheck: true,
  /** L12: "send again" is void once an earlier round is known to have run. */
  executedElsewhere: true,
  /** L15: `G#` absent. */
  l15absent: true,
  /** L15b: asking instead is a ledger write. */
  fenceDecline: true,
  /** `now < leaseUntil - margin` right before the effect. */
  deadline: true,
  /** The check and the send are one stretch. */
  sendAtOnce: true,
  /** One try of the effect: no retry inside the client. */
  oneAttempt: true,
  /** No answer is unknown, not "did not begin". */
  unknownIsUnknown: true,
  /** All tries of one authorisation use one provider key. */
  keyPerRow: true,
  /** Another authorisation uses another one. */
  keyHasRound: true,
  /** L5-L8: claimed, and the claim is mine. */
  recordMine: true,
  /** L9: a dead claim is uncertain, not free again. */
  deadIsUncertain: true,
  /** L6b: approved and as seen. */
  blockSeen: true,
  /** L12: approved and as seen. */
  lapseSeen: true,
  decideAbsent: true,
  /** L1: what was shown is what is stored now. */
  decideCheck: true,
  /** L1: the round that was shown is the open one. */
  roundShown: true,
  hashFromContent: true,
  roundFromLedger: true,
  twoFromSettings: true,
  twoDifferent: true,
  /** L1b: the second approves what the first approved. */
  twoSameHash: true,
  /** L1b: half, as seen. */
  halfSeen: true,
  againAbsent: true,
  /** L14: only where the fold says uncertain or failed. */
  againFold: true,
  againHash: true,
  l13unclaimed: true,
  /** L13: `maybeBegun` as seen. */
  l13seen: true,
  /** L9: the claim is the one that the sweep saw. */
  l9claim: true,
  /** L11: as seen, and not only uncertain. */
  l11seen: true,
  /** A ledger behind its projection runs nothing. */
  pvFence: true,
  /** L10: the event is of this row's claim. */
  evidenceClaim: true,
  /** L10 also from claimed and from approved + `maybeBegun`. */
  evidenceEarly: true,
  /** L10: evidence of an earlier try ends no claim: it is kept on the row, and decides how the claim ends. */
  keptProves: true,
  /** A negative event of one try says nothing of an earlier one. */
  maybeEvidence: true,
  /** What cannot resolve yet is not acknowledged. */
  evidenceRetry: true,
  /** A refusal that carries my own id is success. */
  mineOnRetry: true,
  /** Runbook of a restore of work: every row is due again. */
  restoreDue: true,
  /** Runbook of a restore of work: every row gets another version. */
  restoreVersion: true,
} as const satisfies Record<string, boolean>;

export type Rule = keyof typeof GOOD;
type Rules = { readonly [R in Rule]: boolean };

/** Units of the virtual clock. */
const TIMES = { limit: 30, margin: 10, lease: 40, backOff: 15, window: 200, keyLife: 200, skew: 5 };
export type Times = typeof TIMES;

/**
 * plain: honest writers. attack: the request role writes any action item. restore: work comes back from a snapshot.
 * ledger: the ledger itself does, which no runbook makes safe.
 */
export const MODES = ['plain', 'attack', 'restore', 'ledger'] as const;
export type Mode = (typeof MODES)[number];

/** Where every promise holds. */
export const PROMISED: readonly Mode[] = ['plain', 'attack', 'restore'];

export type Design = { rules: Rules; times: Times; mode: Mode };

export function design(mode: Mode, off: readonly Rule[] = [], times: Partial<Times> = {}): Design {
  return {
    rules: { ...GOOD, ...Object.fromEntries(off.map((rule) => [rule, false])) },
    times: { ...TIMES, ...times },
    mode,
  };
}

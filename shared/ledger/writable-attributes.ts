/** Attributes that every write of a ledger row touches. */
const EVERY_WRITE = ['state', 'v', 'writer', 'dueShard', 'dueAt'] as const;

/** What the decide function may change on a row that is there: a second yes, an end before it ran. Not the first decision. */
export const DECISION_UPDATE_ATTRIBUTES = [
  ...EVERY_WRITE,
  'second',
  'stopped',
  'lapsesAt',
  'notBefore',
  'outcome',
  'settledAt',
] as const;

/** What only a try of the effect, or what became of one, leaves on a row. */
export const ATTEMPT_ATTRIBUTES = [
  'claimId',
  'earlierClaims',
  'leaseUntil',
  'attempt',
  'notBefore',
  'maybeBegun',
  'keyUntil',
  'keyPrint',
  'outcome',
  'evidence',
  'resolution',
  'settledAt',
] as const;

/**
 * The attributes that executors, sweep and those who bring evidence may write, which their roles say too. All the
 * others are part of a decision, and only the decide function may write those.
 */
export const EXECUTION_ATTRIBUTES = [...EVERY_WRITE, ...ATTEMPT_ATTRIBUTES] as const;

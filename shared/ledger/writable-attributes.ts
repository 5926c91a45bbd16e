/** Attributes that every write of a ledger row touches. */
export const EVERY_WRITE = ['state', 'v', 'writer', 'dueShard', 'dueAt'] as const;

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

/**
 * The attributes that executors, sweep and those who bring evidence may write, which their roles say too. All the
 * others are part of a decision, and only the decide function may write those.
 */
export const EXECUTION_ATTRIBUTES = [
  ...EVERY_WRITE,
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

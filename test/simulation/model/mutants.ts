import { type Design, design, type Mode, type Rule, type Times } from './rules.ts';

/** The design with a rule off, and the promises of which one must break then. */
export type Mutant = { name: string; design: Design; seed: number; breaks: string };

type Off = { off: readonly Rule[]; times?: Partial<Times> };

function mutant(mode: Mode, name: Rule, breaks: string, seed: number): Mutant {
  return { name, design: design(mode, [name]), seed, breaks };
}

function otherwise(mode: Mode, name: string, breaks: string, seed: number, { off, times }: Off): Mutant {
  return { name, design: design(mode, off, times), seed, breaks };
}

/** Each must fail within this many runs of its seed, which was searched for; most fail with any. */
export const WITHIN = 10_000;

/**
 * Second belts: off, one by one, they broke nothing in 300,000 runs, since another rule holds alone. `l9claim`: the
 * deadline stops the zombie that it is about. `l11seen`: `uncertain` is left only once. `pvFence`: work never runs
 * ahead of a ledger that was not restored. `evidenceRetry`: since evidence of any try of a row fits it, in whatever state,
 * only an event whose row or claim was lost has to come again.
 */
export const BELTS: readonly Rule[] = ['l9claim', 'l11seen', 'pvFence', 'evidenceRetry'];

/** Known-bad designs. If one survives, the harness is blind. */
export const MUTANTS: readonly Mutant[] = [
  mutant('plain', 'projVersion', 'I5|I9', 2),
  mutant('plain', 'foldAll', 'I9', 14),
  mutant('plain', 'setDue', 'I5|I9', 12),
  mutant('plain', 'maybeBegun', 'I3|I4', 28),
  mutant('plain', 'sweepProjects', 'I5', 1),
  mutant('plain', 'closeWaits', 'I5', 1),
  mutant('plain', 'closeCond', 'I5|I9', 28),
  mutant('plain', 'closesSeen', 'I5|I9', 1),
  mutant('plain', 'closesAlone', 'I5|I9', 19),
  mutant('plain', 'sweepAllowed', 'I5', 1),
  mutant('plain', 'claimLapses', 'P3', 22),
  mutant('plain', 'claimApproved', 'I1|I4|I6|I10', 40),
  mutant('plain', 'keyFence', 'I1', 28),
  mutant('plain', 'keyAtClaim', 'I1', 1),
  mutant('plain', 'leaseFromRow', 'I6', 27),
  mutant('plain', 'execHash', 'I2', 2),
  mutant('plain', 'judgeBlock', 'I8/block', 5),
  mutant('plain', 'judgeG', 'I8/I2', 7),
  mutant('plain', 'judgeGagain', 'I8/I2', 4),
  mutant('plain', 'holdCheck', 'HOLD', 6),
  mutant('plain', 'executedElsewhere', 'I1', 14),
  mutant('plain', 'l15absent', 'I1|I9', 1),
  mutant('plain', 'fenceDecline', 'I1', 3),
  mutant('plain', 'deadline', 'I6', 9),
  mutant('plain', 'sendAtOnce', 'I6', 6),
  mutant('plain', 'oneAttempt', 'I1', 1),
  mutant('plain', 'unknownIsUnknown', 'I3|I4', 3),
  mutant('plain', 'keyPerRow', 'I1', 4),
  mutant('plain', 'keyHasRound', 'I4', 3),
  mutant('plain', 'recordMine', 'I6|I10', 6),
  mutant('plain', 'deadIsUncertain', 'I1|I3', 3),
  mutant('plain', 'blockSeen', 'I4|I10', 35),
  mutant('plain', 'lapseSeen', 'I3|I10', 12),
  mutant('plain', 'decideAbsent', 'I7', 1),
  mutant('plain', 'decideCheck', 'I8/I2', 9),
  mutant('plain', 'roundShown', 'I8/I2', 30),
  mutant('plain', 'twoDifferent', 'I8/I2', 13),
  mutant('plain', 'twoSameHash', 'I8/I2', 1),
  mutant('plain', 'halfSeen', 'I3|I7', 16),
  mutant('plain', 'againAbsent', 'I1|I3|I5|I7', 25),
  mutant('plain', 'againFold', 'I1', 1),
  mutant('plain', 'l13unclaimed', 'I3', 20),
  mutant('plain', 'l13seen', 'I3', 19),
  mutant('plain', 'evidenceClaim', 'I4|I10', 20),
  mutant('plain', 'evidenceEarly', 'I10', 15),
  mutant('plain', 'keptProves', 'I4|I10', 1),
  mutant('plain', 'maybeEvidence', 'I4', 3),
  mutant('plain', 'mineOnRetry', 'I7', 1),
  otherwise('plain', 'lease of 15, no deadline', 'I6', 9, { off: ['deadline'], times: { lease: 15 } }),
  otherwise('plain', 'skew of 45', 'I6', 1, { off: [], times: { skew: 45 } }),
  mutant('attack', 'hashFromContent', 'I8/I2', 28),
  mutant('attack', 'toldIsStored', 'I2', 3),
  mutant('attack', 'againHash', 'I8/I2', 1),
  mutant('attack', 'twoFromSettings', 'I8/I2', 6),
  mutant('attack', 'roundFromLedger', 'I1', 5),
  mutant('attack', 'noRoundBeforeG', 'I1/I3', 19),
  mutant('restore', 'restoreDue', 'I5|I9', 29),
  mutant('restore', 'restoreVersion', 'I5|I9', 2),
];

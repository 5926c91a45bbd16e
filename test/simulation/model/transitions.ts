/** Everything that a simulation must have done at least once; a rule that is never exercised is not proved. */
export const TRANSITIONS = [
  ...['L1 approved', 'L1 half', 'L1b approved', 'L1b half lapsed', 'L2 rejected', 'L2 half rejected'],
  ...['L3 withdrawn', 'L3 half withdrawn', 'L3 G# withdrawn', 'L4 claimed', 'L4 G# claimed', 'L4 maybeBegun claimed'],
  ...[
    'L5 executed',
    'L5 G# executed',
    'L6 failed',
    'L6 maybeBegun uncertain',
    'L6b failed',
    'L6b maybeBegun uncertain',
  ],
  ...['L7 approved', 'L7 deadline', 'L8 uncertain', 'L8 approved', 'L9 uncertain', 'L9 approved'],
  ...['L10 claimed executed', 'L10 uncertain executed', 'L10 approved executed', 'L10 claimed failed'],
  ...[
    'L10 uncertain failed',
    'L10 not yet',
    'L10 kept',
    'L10 kept executed',
    'L10 earlier executed',
    'L11 executed',
    'L11 failed',
    'L12 lapsed by sweep',
    'L12 lapsed by executor',
  ],
  ...['L12 G# declined', 'L12 maybeBegun uncertain', 'L12b key over', 'L13 withdrawn', 'L13 G# withdrawn'],
  ...[
    'L13 maybeBegun uncertain',
    'L14 approved',
    'L14 half',
    'L15 claimed',
    'L15b declined',
    'L15b failed',
    'close',
    'close at once',
  ],
  ...[
    'projected',
    'shown from its record',
    'older projection refused',
    'close refused',
    'edited',
    'effect',
    'key replayed',
    'mine on retry',
  ],
  ...[
    'claimed as told',
    'click repeated',
    'lost a race',
    'stale card refused',
    'held',
    'dispatched by sweep',
    'step crashed',
  ],
] as const;
export type Transition = (typeof TRANSITIONS)[number];
export type Counts = Record<Transition, number>;

/** Only honest writers and only with a snapshot, or only with a hostile role: counted, and not required of all modes. */
export const OF_ONE_MODE = ['restored', 'hostile write', 'L7 was lied to'] as const;

export function noCounts(): Counts & Record<(typeof OF_ONE_MODE)[number], number> {
  const names = [...TRANSITIONS, ...OF_ONE_MODE];
  return Object.fromEntries(names.map((name) => [name, 0])) as ReturnType<typeof noCounts>;
}

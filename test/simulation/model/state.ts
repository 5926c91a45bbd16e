import type { Design } from './rules.ts';
import type { noCounts } from './transitions.ts';

/** What could run: `a` and `b` are what people mean to send, `x` is what a hostile role would like to. */
export type Content = 0 | 1 | 2;
export const CONTENT_NAMES = ['a', 'b', 'x'] as const;

export type Verdict = 'allow' | 'ask' | 'block';
export type RowState =
  | 'half'
  | 'approved'
  | 'claimed'
  | 'executed'
  | 'failed'
  | 'uncertain'
  | 'rejected'
  | 'withdrawn'
  | 'lapsed'
  | 'declined';
export type ActionState =
  | 'blocked'
  | 'allowed'
  | 'pending'
  | 'approved'
  | 'rejected'
  | 'executed'
  | 'failed'
  | 'uncertain'
  | 'cancelled';

/** An approval as it truly happened: who, and what that person had before their eyes. */
type Approval = { id: number; person: number; content: Content; round: number };

/** A ledger row. Never changed in place: a write makes another object, so what a step has read stays as it was. */
export type Row = {
  readonly action: number;
  /** 0 is the guardrail's row, `G#`. */
  readonly round: number;
  readonly v: number;
  readonly state: RowState;
  /** In the model a content is its own hash. */
  readonly hash: number;
  readonly need: number;
  readonly approvals: readonly Approval[];
  /** Decision id of the reject or withdraw. */
  readonly endedBy: number;
  readonly lapsesAt: number;
  readonly claim: number;
  /** Claims before the last one. */
  readonly earlier: readonly number[];
  /** While claimed: an earlier attempt is known to have been done. */
  readonly proven: boolean;
  readonly leaseUntil: number;
  readonly notBefore: number;
  readonly maybeBegun: boolean;
  readonly keyUntil: number;
  readonly due: boolean;
  /** The action had no row when this one was made. */
  readonly first: boolean;
};

/** What the stream brings of one write. */
export type Change = { readonly before: Row | undefined; readonly after: Row };

/** An item of *work*: a projection, and in attack mode whatever the request role wrote. */
export type Item = {
  readonly state: ActionState;
  readonly round: number;
  readonly pv: number;
  readonly content: Content;
  readonly hash: number;
  readonly need: number;
  readonly due: boolean;
  /** Round of the only row, shown as it ended; -1 where there is none such. */
  readonly closes: number;
};

/** What truly happened to one authorisation, whatever the tables say. */
export type Truth = {
  effects: number;
  need: number;
  wasUncertain: boolean;
  positiveHandled: boolean;
  tries: { claim: number; effect: boolean }[];
  /** When the provider forgets this authorisation's key. */
  keyUntil: number;
  /** Decision id that was told "yours counts", by the version that it wrote. */
  winners: number[];
};

export type World = {
  readonly design: Design;
  readonly counts: ReturnType<typeof noCounts>;
  now: number;
  lastId: number;
  readonly work: (Item | undefined)[];
  snapshot: { work: (Item | undefined)[]; rows: (Row | undefined)[][] } | undefined;
  readonly rows: (Row | undefined)[][];
  /** Everything that the ledger's stream ever brought of an action: a record may come late, twice, in any order or never. */
  readonly changes: Change[][];
  readonly truths: (Truth | undefined)[][];
  /** Whether the action's endpoint is idempotent: from stored settings. */
  readonly idempotent: boolean[];
  readonly actionKeyUntil: number[];
  readonly verdicts: [Verdict, Verdict, Verdict];
  two: boolean;
  hold: boolean;
  readonly processes: Process[];
  /** Clicks that may be sent again. */
  readonly clicks: Process[];
  /** What befalls the step that is being done. */
  reply: Reply;
  outcome: Outcome;
  /** Read order of what is started now. */
  order: number;
  /** The first invariant that did not hold. */
  broken: string | undefined;
  /** Lines for people; undefined in fast runs. */
  readonly story: string[] | undefined;
};

/** never_arrived and lost: the writer does not know and asks again. crash: the write is stored, its writer dead. */
export type Reply = 'fine' | 'lost' | 'never_arrived' | 'crash';
/** lost_done and lost_undone: no answer came, and the effect did or did not happen. */
export type Outcome = 'done' | 'refused' | 'not_begun' | 'lost_done' | 'lost_undone';

/** One step of something that runs beside everything else; gives the next one, or undefined at its end. */
export type Step = (world: World, process: Process) => Step | undefined;

export type Process = {
  readonly id: number;
  readonly what: string;
  readonly skew: number;
  /** In which order it makes reads that a handler makes side by side; see `reading`. */
  readonly order: number;
  readonly action: number;
  next: Step | undefined;
  reads: number;
  round: number;
  person: number;
  wants: 'approve' | 'reject' | 'withdraw' | 'again';
  seen: Row | undefined;
  /** `seen` is what it was told with its key, and not what it read. */
  isTold: boolean;
  rows: (Row | undefined)[];
  item: Item | undefined;
  change: Change | undefined;
  content: Content;
  hash: number;
  need: number;
  trueNeed: number;
  shown: { content: Content; hash: number; round: number };
  leaseUntil: number;
  outcome: Outcome;
  reason: 'approval_lapsed' | 'changed' | 'key_over';
  event: { claim: number; positive: boolean };
  /** Of an executor, from its first read on: contents once allowed, contents once not blocked, hold once off. */
  allowedBits: number;
  unblockedBits: number;
  wasFree: boolean;
  roundsAtStart: number;
  knewExecuted: boolean;
};

export function rowName(action: number, round: number): string {
  return round === 0 ? `G#A${action}` : `A${action}#${round}`;
}

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DatabaseAccess } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import type { Capability } from '../../../shared/action/capability.ts';
import type { Counts } from './counted.ts';
import type { CallDatabase } from './light-client.ts';
import type { Handlers } from './load-handlers.ts';
import type { Mutation } from './mutation.ts';
import type { Pump } from './pump.ts';

export type Mode = 'plain' | 'attack' | 'restore';

/** What all runs share: one database, the real handlers, one client that reaches the tables. */
export type Lab = { database: DatabaseAccess; call: CallDatabase; client: DynamoDBDocumentClient; handlers: Handlers };

/** An item or row as it is stored. */
export type Item = Record<string, unknown>;
export type Row = Item & { pk: string; round: number; v: number; state: string; hash: string; actionId: string };
export type Key = { pk: string; round: number };
/** What an executor is invoked with: see `RowHint`. */
export type Hint = Key & { told?: Item };

export type Letter = 'a' | 'b' | 'c';
export type Verdict = 'ask' | 'allow' | 'block';

/** How a provider takes one request. */
export type Outcome =
  | 'done'
  | 'refused'
  | 'throttled'
  | 'unreachable'
  | 'lost_done'
  | 'lost_undone'
  | 'error_done'
  | 'error_undone';

/** What becomes of one call: of the request on its way there, and of the answer on its way back. */
export type Fate = 'fine' | 'throttled' | 'never_arrived' | 'lost' | 'retried' | 'stale' | 'partial' | 'slow';

/** The answer to a call; `later` comes by itself. */
export type Reply = { value: unknown } | { error: unknown } | 'later';

/** A call of a process that waits to be let through. */
export type Pending = {
  name: string;
  kind: 'read' | 'write' | 'bus' | 'invoke' | 'provider' | 'timer' | 'reply';
  perform(fate: Fate): Promise<Reply>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
};

/** One invocation of one function, with a clock of its own. */
export type Process = {
  id: number;
  world: World;
  what: string;
  about: string;
  skewMs: number;
  waiting: Pending[];
  /** Set while it waits for another function that it invoked. */
  waitsFor: Process | undefined;
  dead: boolean;
  /** A fault was put into one of its calls, so an error of it is no news. */
  faulty: boolean;
  outcome: Outcome;
  errors: string[];
  onEnd: ((result: Ended) => void)[];
  result: Ended | undefined;
  click: Click | undefined;
  row: Hint | undefined;
  claimId: string | undefined;
  /** It wrote a decision. */
  hasDecided: boolean;
  /** What held at any moment of its life. */
  saw: { allowed: boolean; unblocked: boolean; free: boolean; oneEnough: boolean };
  /** Rows of its action that were executed before it began, and people's rounds that were there. */
  before: { executed: string[]; rounds: number };
};
export type Ended = { ok: true; value: unknown } | { ok: false; error: unknown } | 'dead';

/** What a person saw and pressed. */
export type Click = {
  action: number;
  personId: string;
  verdict: 'approve' | 'reject' | 'withdraw' | 'send_again';
  decisionId: string;
  round: number;
  /** Hash of the content that this person agreed to: what was shown, or what they made of it. */
  agreed: string;
  body: string;
  /** They changed the content before they agreed. */
  hasEdit: boolean;
  times: number;
};

export type Truth = {
  effects: number;
  wasUncertain: boolean;
  positiveHandled: boolean;
  tries: { claimId: string; done: boolean }[];
};

export type Known = { action: number; actionId: string; capability: Capability };

export type World = {
  lab: Lab;
  mode: Mode;
  mutation: Mutation | undefined;
  tables: { work: string; ledger: string };
  now: number;
  lastId: number;
  counts: Counts;
  story: string[] | undefined;
  broken: string | undefined;
  actions: readonly Known[];
  /** As last written: what the tables hold. */
  rows: Map<string, Row>;
  /** As they were made: what their first record says, however late it comes. */
  made: Map<string, Row>;
  items: Map<string, Item>;
  truths: Map<string, Truth>;
  /** Until when the provider knows a key. */
  keys: Map<string, number>;
  verdicts: Verdict[];
  two: boolean;
  hold: boolean;
  processes: Process[];
  clicks: Click[];
  looks: Click[];
  /** Asynchronous invocations of executors that were accepted and not begun. */
  invocations: { executor: string; event: Hint }[];
  events: { name: string; detail: Item; listener: 'tell' | 'notify'; tries: number }[];
  readBefore: Map<string, unknown>;
  pump: Pump;
  snapshot: Map<string, Item> | undefined;
  /** Rows as they were before a newer deployment wrote what this one does not know. */
  strange: Map<string, Row>;
  /** Rows that a newer deployment gave an attribute. */
  newer: Set<string>;
  order: number;
  deliveries: Map<string, { conversationId: string | undefined }>;
};

export const rowId = ({ pk, round }: Key) => `${pk}|${round}`;

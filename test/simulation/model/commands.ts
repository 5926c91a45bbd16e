import { execute, executeTold } from './executor.ts';
import { click, clickAgain, hearEvent, readForCheck, readForEdit } from './people.ts';
import { leave, start, startExecutor, step } from './processes.ts';
import { showChange } from './project.ts';
import { restore, takeSnapshot } from './restore.ts';
import type { Content, Outcome, Process, Reply, Row, World } from './state.ts';
import { attack, request, setHold, setVerdict } from './surroundings.ts';
import { sweepAllowed, sweepRow } from './sweep.ts';

/** One thing that happens: what, and four small numbers that say to whom and how. */
export type Command = {
  readonly kind: Kind;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
};
type Do = (world: World, command: Command) => void;

export const OUTCOMES: readonly Outcome[] = [
  ...(['done', 'done', 'refused', 'lost_done', 'lost_done', 'lost_undone', 'refused', 'not_begun'] as const),
];
export const REPLIES: readonly Reply[] = [
  ...(['fine', 'fine', 'fine', 'fine', 'fine', 'lost', 'never_arrived', 'crash'] as const),
];
const SKEWS = [0, 0, -1, 1];
export const LEAPS = [1, 3, 8, 11, 16, 21, 31, 41, 46, 61, 101, 151, 170, 201, 26, 36];

export const actionOf = (a: number) => (a < 12 ? 0 : 1);
/** How many steps a command takes at once; 7 and more is to the end. */
export const stepsOf = (c: number) => c % 10;
export const contentOf = (b: number) => ([0, 1, 0, 2] as const)[b % 4] ?? 0;

/** Runs what was just started for some steps at once, so that short histories get far; 7 and more is to its end. */
function go(world: World, process: Process | undefined, steps: number): undefined {
  if (!process) return;
  for (let i = 0; (i < steps || steps > 6) && process.next && i < 20; i++) step(world, process);
}

function oneStep(world: World, { a, b, c }: Command): undefined {
  const process = world.processes[a % Math.max(1, world.processes.length)];
  if (!process) return;
  world.outcome = OUTCOMES[b % 8] ?? 'done';
  world.reply = REPLIES[c % 8] ?? 'fine';
  step(world, process);
  world.reply = 'fine';
}

function skewOf(world: World, d: number): number {
  return (SKEWS[d % 4] ?? 0) * world.design.times.skew;
}

/** What an executor is started for: the guardrail's row, or the latest round that people made. */
function roundFor(world: World, action: number, b: number): number {
  return b % 4 === 0 ? 0 : Math.max(0, (world.rows[action]?.length ?? 0) - 1);
}

/** The record of an approval that was made as the first row; beside a hostile role, also of one for what the action holds now. */
function toldOf(world: World, action: number, a: number): Row | undefined {
  const made = world.changes[action]?.find(({ before, after: { round, state } }) => {
    return before === undefined && round === 1 && state === 'approved';
  })?.after;
  if (!made?.first) return undefined;
  const isLie = world.design.mode === 'attack' && a % 4 === 3;
  return isLie ? { ...made, hash: world.work[action]?.content ?? made.hash, lapsesAt: made.lapsesAt + 1_000 } : made;
}

const clicks = (wants: Process['wants']): Do => {
  return (world, { a, b, c, d }) => go(world, click(world, wants, actionOf(a), b % 3, skewOf(world, d)), stepsOf(c));
};

/** Every kind of command, and how often it comes, in the order in which a counterexample is made simpler. */
export const COMMANDS = {
  step: [26, oneStep],
  request: [
    7,
    (world, { a, b, c, d }) => {
      if (!world.work[actionOf(a)]) setVerdict(world, contentOf(b), [0, 1, 0, 2, 0, 1][d % 6] ?? 0);
      request(world, actionOf(a), contentOf(b), c % 2 === 1);
    },
  ],
  approve: [8, clicks('approve')],
  dispatch: [
    10,
    (world, { a, b, c, d }) => {
      const action = actionOf(a);
      world.outcome = OUTCOMES[(b >> 1) % 8] ?? 'done';
      const told = a % 2 === 1 ? toldOf(world, action, a) : undefined;
      const executor = told
        ? start(world, 'executor', action, skewOf(world, d), executeTold, { round: 1, seen: told, isTold: true })
        : startExecutor(world, action, roundFor(world, action, b), skewOf(world, d), execute);
      go(world, executor, stepsOf(c));
    },
  ],
  leap: [9, (world, { a }) => (world.now += LEAPS[a] ?? 1)],
  sweep: [
    9,
    (world, { a, b, c, d }) => {
      const action = actionOf(a);
      const round = (b >> 1) % Math.max(1, world.rows[action]?.length ?? 0);
      const first = b % 8 === 0 ? sweepAllowed : sweepRow;
      go(world, start(world, 'sweep', action, skewOf(world, d), first, { round }), stepsOf(c));
    },
  ],
  reject: [3, clicks('reject')],
  stream: [
    10,
    (world, { a, b, c }) => {
      const changes = world.changes[actionOf(a)] ?? [];
      const change = changes[changes.length - 1 - (b % Math.max(1, changes.length))];
      go(world, start(world, 'projector', actionOf(a), 0, showChange, { change }), stepsOf(c));
    },
  ],
  withdraw: [3, clicks('withdraw')],
  sendAgain: [4, clicks('again')],
  checked: [2, (world, { a, c }) => go(world, start(world, 'checked', actionOf(a), 0, readForCheck), stepsOf(c))],
  event: [4, (world, { a, b, c }) => go(world, hearEvent(world, actionOf(a), b, 0), stepsOf(c))],
  edit: [
    3,
    (world, { a, b, c }) =>
      go(world, start(world, 'edit', actionOf(a), 0, readForEdit, { content: contentOf(b) as Content }), stepsOf(c)),
  ],
  clickAgain: [2, (world, { b, c }) => go(world, clickAgain(world, b), stepsOf(c))],
  crash: [
    2,
    (world, { a }) => {
      const process = world.processes[a % Math.max(1, world.processes.length)];
      if (process) leave(world, process);
    },
  ],
  settings: [3, (world, { b, d }) => setVerdict(world, contentOf(b), d)],
  twoPeople: [2, (world, { a }) => (world.two = a % 2 === 0)],
  hold: [1, (world, { a }) => setHold(world, a % 3 === 0)],
  hostile: [8, (world, { a, b, c }) => attack(world, actionOf(a), b, c)],
  snapshot: [2, takeSnapshot],
  restore: [2, restore],
} as const satisfies Record<string, readonly [number, Do | ((world: World, command: Command) => unknown)]>;
export type Kind = keyof typeof COMMANDS;
export const KINDS = Object.keys(COMMANDS) as Kind[];

import { breaks, checkRow, truthOf } from './invariants.ts';
import { type Process, type Row, rowName, type Step, type World } from './state.ts';
import type { Transition } from './transitions.ts';

const FRESH = {
  ...{
    v: 1,
    need: 1,
    approvals: [],
    endedBy: 0,
    lapsesAt: 0,
    claim: 0,
    earlier: [],
    proven: false,
    leaseUntil: 0,
    notBefore: 0,
  },
  ...{ maybeBegun: false, keyUntil: 0, due: true, first: false },
} as const;

type Made = Pick<Row, 'action' | 'round' | 'state' | 'hash'> & Partial<Row>;

export function clock(world: World, process: Process): number {
  return world.now + process.skew;
}

export function rowOf(world: World, process: Process): Row | undefined {
  return world.rows[process.action]?.[process.round];
}

export function rowsOf(world: World, process: Process): (Row | undefined)[] {
  return (world.rows[process.action] ?? []).slice();
}

export function count(world: World, transition: Transition): undefined {
  world.counts[transition]++;
}

/** Stores a row; whether the condition holds is the caller's to test, in the same step. */
export function store(world: World, row: Row): undefined {
  const rows = world.rows[row.action] ?? [];
  rows[row.round] = row;
  world.story?.push(`      row ${rowName(row.action, row.round)}: ${row.state}, v${row.v}${row.due ? '' : ', closed'}`);
  checkRow(world, row);
}

export function create(world: World, made: Made, transition: Transition): undefined {
  count(world, transition);
  write(world, undefined, { ...FRESH, ...made });
}

/** One write of an existing row: `v` + 1 and due again. */
export function move(world: World, row: Row, change: Partial<Row>, transition: Transition): undefined {
  count(world, transition);
  const state = change.state ?? row.state;
  const due = world.design.rules.setDue || state === 'approved' || state === 'claimed' || row.due;
  write(world, row, { ...row, ...change, v: row.v + 1, due });
}

function write(world: World, before: Row | undefined, after: Row): undefined {
  store(world, after);
  world.changes[after.action]?.push({ before, after });
}

/** True where the row stands as this process has read it. */
export function isAsSeen(row: Row | undefined, seen: Row | undefined): row is Row {
  return row !== undefined && seen !== undefined && row.v === seen.v;
}

/**
 * What the writer learns of its write: the reply, or nothing (it asks the same again), or it is dead. `again` must be
 * the step of the write itself.
 */
export function replied(world: World, again: Step, next?: Step): Step | undefined {
  if (world.reply === 'fine') return next;
  if (world.reply === 'crash') {
    count(world, 'step crashed');
    return undefined;
  }
  return again;
}

/** I7: of two deciders one is told that it counts, and who wrote is never told that he lost. */
export function tell(world: World, process: Process, won: boolean): undefined {
  const truth = truthOf(world, process.action, process.round);
  const row = rowOf(world, process);
  if (!won) {
    count(world, 'lost a race');
    if (row && wrote(row, process.id))
      breaks(world, `I7 the author of A${process.action}#${process.round} was told that he lost`);
    return;
  }
  const v = process.seen ? process.seen.v + 1 : 1;
  truth.winners[v] ??= process.id;
  if (truth.winners[v] !== process.id) breaks(world, `I7 two deciders won A${process.action}#${process.round}`);
}

/** The row carries this decision. */
export function wrote(row: Row, id: number): boolean {
  return row.endedBy === id || row.approvals.some((approval) => approval.id === id);
}

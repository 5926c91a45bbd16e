import { sumOf } from './fold.ts';
import { truthOf } from './invariants.ts';
import { create } from './ledger.ts';
import { leave } from './processes.ts';
import type { Row, World } from './state.ts';
import { setHold } from './surroundings.ts';

export function takeSnapshot(world: World): undefined {
  world.snapshot = { work: world.work.slice(), rows: world.rows.map((rows) => rows.slice()) };
}

export function restore(world: World): undefined {
  const { snapshot, design } = world;
  // What was asked for after the backup is gone with it, and asking again is the agent's to do: not simulated.
  if (!snapshot || world.work.some((item, action) => item && !snapshot.work[action])) return;
  world.counts.restored++;
  if (design.mode === 'ledger') return restoreLedger(world, snapshot.rows);
  setHold(world, true);
  snapshot.work.forEach((item, action) => {
    world.work[action] = item;
  });
  nudgeAll(world, () => 1);
}

/** Every row due again and in a new version, so that a sweep that is under way cannot close it. */
function nudgeAll({ rows, design }: World, by: (action: number) => number): undefined {
  const { restoreVersion, restoreDue } = design.rules;
  rows.forEach((ofAction, action) => {
    ofAction.forEach((row, round) => {
      const v = (row?.v ?? 0) + (restoreVersion ? by(action) : 0);
      if (row) ofAction[round] = { ...row, v, due: row.due || restoreDue };
    });
  });
}

/**
 * The ledger is the fence itself, so what it forgot cannot all be known: hold on, wait for every claim to end, restore,
 * and leave to people whatever was open or is behind its projection.
 */
function restoreLedger(world: World, snapshot: readonly (readonly (Row | undefined)[])[]): undefined {
  const { lease, margin, skew } = world.design.times;
  setHold(world, true);
  if (world.design.rules.restoreDue) {
    while (world.processes[0]) leave(world, world.processes[0]);
    world.now += lease + margin + 2 * skew;
  }
  snapshot.forEach((rows, action) => {
    world.rows[action] = rows.slice();
    if (world.design.rules.restoreDue) doubtAll(world, action);
  });
  nudgeAll(world, (action) => (world.work[action]?.pv ?? 0) + 1);
}

/** Whatever may have gone on in the gap is uncertain. */
function doubtAll(world: World, action: number): undefined {
  const item = world.work[action];
  const rows = world.rows[action] ?? [];
  rows.forEach((row, round) => {
    if (row?.state === 'approved' || row?.state === 'claimed') doubt(world, action, round);
  });
  const ranUnseen = item?.state === 'allowed' && rows.length === 0;
  if (item && (item.pv > sumOf(rows) || ranUnseen)) doubt(world, action, ranUnseen ? 0 : item.round);
}

function doubt(world: World, action: number, round: number): undefined {
  const row = world.rows[action]?.[round];
  const made = { action, round, hash: world.work[action]?.content ?? 0, ...row, maybeBegun: true };
  truthOf(world, action, round).wasUncertain = true;
  create(world, { ...made, state: 'uncertain' }, 'L9 uncertain');
}

import { giveUp } from './effect.ts';
import { execute } from './executor.ts';
import { sumOf } from './fold.ts';
import { lapse } from './give-up.ts';
import { clock, count, isAsSeen, move, replied, rowOf, store } from './ledger.ts';
import { startExecutor } from './processes.ts';
import { project, projectWrite } from './project.ts';
import { reading } from './read.ts';
import type { Process, Step, World } from './state.ts';

/** One row that the due index named: read afresh, and moved on where nobody moves it. */
export const sweepRow: Step = (world, process) => {
  if (!rowOf(world, process)?.due) return undefined;
  process.item = world.work[process.action];
  return process.item?.closes === process.round ? closeAtOnce : lookAtRow(world, process);
};

/** What the action shows is all that is known of the row: the close is conditional on that version of it. */
const closeAtOnce: Step = (world, process) => {
  const row = rowOf(world, process);
  const isOpen = row?.state === 'approved' || row?.state === 'claimed';
  const isShown = row?.v === process.item?.pv || !world.design.rules.closesSeen;
  if (!row || isOpen || !isShown) return lookAtRow;
  count(world, 'close at once');
  store(world, { ...row, due: false });
  return undefined;
};

const lookAtRow: Step = (world, process) => {
  const { rules, times } = world.design;
  const row = rowOf(world, process);
  const time = clock(world, process);
  if (!row?.due) return undefined;
  process.seen = row;
  if (row.state === 'claimed') return row.leaseUntil < time ? giveUpClaim : undefined;
  if (row.state !== 'approved') return readShown;
  if (row.lapsesAt > 0 && row.lapsesAt <= time) {
    process.reason = 'approval_lapsed';
    return lapse;
  }
  if (row.maybeBegun && rules.keyFence && row.keyUntil <= time + times.limit + times.margin) {
    process.reason = 'key_over';
    return lapse;
  }
  if (row.notBefore > time) return undefined;
  dispatch(world, process);
  return undefined;
};

function dispatch(world: World, process: Process): undefined {
  count(world, 'dispatched by sweep');
  startExecutor(world, process.action, process.round, process.skew, execute);
}

/** L9: the lease is over, so the executor is lost, and whether it sent is not known. */
const giveUpClaim: Step = (world, process) => {
  if (world.reply === 'never_arrived') return giveUpClaim;
  const row = rowOf(world, process);
  const isSeen = row?.claim === process.seen?.claim || !world.design.rules.l9claim;
  if (row?.state === 'claimed' && isSeen) {
    if (!world.design.rules.deadIsUncertain) move(world, row, { state: 'approved', notBefore: 0 }, 'L9 approved');
    else giveUp(world, process, row, 'L9 uncertain', 'L9 approved');
  }
  return replied(world, giveUpClaim);
};

/** Settled or half: shown again until it is shown, and only then off the list. */
const closeOrShow: Step = (world, process) => {
  const { rules } = world.design;
  const { item, rows } = process;
  const isShown = !item || item.pv >= sumOf(rows);
  if (isShown || !rules.closeWaits) return close;
  return rules.sweepProjects ? projectWrite : undefined;
};

const readShown = reading(closeOrShow);

const close: Step = (world, process) => {
  const row = rowOf(world, process);
  if (!row?.due) return undefined;
  if (world.design.rules.closeCond && !isAsSeen(row, process.seen)) {
    count(world, 'close refused');
    return undefined;
  }
  count(world, 'close');
  store(world, { ...row, due: false });
  return undefined;
};

/** An allowed action that nobody was seen to run, found from *work*. */
export const sweepAllowed: Step = (world, process) => {
  const item = world.work[process.action];
  if (!world.design.rules.sweepAllowed || !item?.due) return undefined;
  if (world.rows[process.action]?.length) return project;
  dispatch(world, process);
  return undefined;
};

import { writeDecision } from './decide.ts';
import { fold } from './fold.ts';
import { count, move, replied, rowOf, wrote } from './ledger.ts';
import { reading } from './read.ts';
import type { Process, Row, Step, World } from './state.ts';

/** L3 and L13: what is not claimed can be taken back. */
const planWithdraw: Step = (world, process) => {
  const { item, rows } = process;
  if (!item) return undefined;
  if (rows.some((row) => row && wrote(row, process.id))) {
    return count(world, 'click repeated');
  }
  const folded = fold(world, rows);
  process.seen = undefined;
  process.hash = item.content;
  if (!folded) {
    process.round = item.state === 'allowed' ? 0 : 1;
    return item.state === 'allowed' || item.state === 'pending' ? writeDecision : undefined;
  }
  if (folded.row.state === 'approved') {
    process.round = folded.row.round;
    process.seen = folded.row;
    return withdrawApproved;
  }
  if (folded.state !== 'pending') return undefined;
  process.round = folded.round;
  process.seen = folded.row.state === 'half' ? folded.row : undefined;
  return writeDecision;
};

export const withdraw: Step = reading(planWithdraw);

const withdrawApproved: Step = (world, process) => {
  const { rules } = world.design;
  if (world.reply === 'never_arrived') return withdrawApproved;
  const row = rowOf(world, process);
  const isFree = row?.state === 'approved' || (row?.state === 'claimed' && !rules.l13unclaimed);
  const isMaybeAsSeen = row?.maybeBegun === process.seen?.maybeBegun || !rules.l13seen;
  if (!row || !isFree || !isMaybeAsSeen) return replied(world, withdrawApproved, afterWithdraw(world, row, process));
  if (process.seen?.maybeBegun && rules.maybeBegun)
    move(world, row, { state: 'uncertain', endedBy: process.id }, 'L13 maybeBegun uncertain');
  else
    move(
      world,
      row,
      { state: 'withdrawn', endedBy: process.id },
      row.round === 0 ? 'L13 G# withdrawn' : 'L13 withdrawn',
    );
  return replied(world, withdrawApproved);
};

function afterWithdraw(world: World, row: Row | undefined, process: Process): undefined {
  if (row && wrote(row, process.id)) count(world, 'mine on retry');
}

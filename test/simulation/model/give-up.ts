import { isAsSeen, move, replied, rowOf } from './ledger.ts';
import type { Row, Step, World } from './state.ts';

/** L12: the approval is void and the question goes back to people; or uncertain, where a try may have got through. */
export const lapse: Step = (world, process) => {
  if (world.reply === 'never_arrived') return lapse;
  const row = rowOf(world, process);
  const mayMove = !world.design.rules.lapseSeen || (row?.state === 'approved' && isAsSeen(row, process.seen));
  if (!row || !mayMove) return replied(world, lapse);
  if (isMaybeBegun(world, row)) {
    const name = process.reason === 'key_over' ? 'L12b key over' : 'L12 maybeBegun uncertain';
    move(world, row, { state: 'uncertain' }, name);
  } else if (row.round === 0) move(world, row, { state: 'declined' }, 'L12 G# declined');
  else
    move(world, row, { state: 'lapsed' }, process.what === 'sweep' ? 'L12 lapsed by sweep' : 'L12 lapsed by executor');
  return replied(world, lapse);
};

/** L6b: the settings block it now, whoever approved it. */
export const refuseBlocked: Step = (world, process) => {
  if (world.reply === 'never_arrived') return refuseBlocked;
  const row = rowOf(world, process);
  const mayMove = !world.design.rules.blockSeen || (row?.state === 'approved' && isAsSeen(row, process.seen));
  if (!row || !mayMove) return replied(world, refuseBlocked);
  if (isMaybeBegun(world, row)) move(world, row, { state: 'uncertain' }, 'L6b maybeBegun uncertain');
  else move(world, row, { state: 'failed' }, 'L6b failed');
  return replied(world, refuseBlocked);
};

/** A try of this row may have got through, so that nothing may say "not done". */
export function isMaybeBegun({ design }: World, row: Row): boolean {
  return row.maybeBegun && design.rules.maybeBegun;
}

import { fold } from './fold.ts';
import { count } from './ledger.ts';
import { reading } from './read.ts';
import type { Change, Row, Step } from './state.ts';

/** Shows the ledger on the action: one conditional write of what the rows say together. */
export const projectWrite: Step = (world, process) => {
  if (world.reply === 'never_arrived') return projectWrite;
  const item = world.work[process.action];
  const said = fold(world, process.rows);
  if (!item || !said) return undefined;
  if (world.design.rules.projVersion && item.pv >= said.sum) {
    if (item.pv > said.sum) count(world, 'older projection refused');
    return undefined;
  }
  count(world, 'projected');
  world.story?.push(`      action A${process.action} shows ${said.state}, round ${said.round}, pv ${said.sum}`);
  const { state, round, sum: pv, row } = said;
  const isAlone = process.rows.filter(Boolean).length === 1 || !world.design.rules.closesAlone;
  const closes = isAlone && isQuiet(row) ? row.round : -1;
  world.work[process.action] = { ...item, state, round, pv, closes, due: false };
  return undefined;
};

function isQuiet({ state, round }: Row): boolean {
  return round > 0 && state !== 'approved' && state !== 'claimed';
}

/** From all rows as they are: by the sweep, and by the stream where its record does not say it all. */
export const project: Step = reading(projectWrite);

/** What the stream's reader makes of one record. */
export const showChange: Step = (world, process) => {
  const { change } = process;
  if (!change) return undefined;
  if (change.before && isUnderWay(change.before) && isUnderWay(change.after)) return undefined;
  if (!isOnlyRow(change)) return project(world, process);
  count(world, 'shown from its record');
  process.rows = [];
  process.rows[change.after.round] = change.after;
  return projectWrite;
};

function isUnderWay({ state }: Row): boolean {
  return state === 'approved' || state === 'claimed';
}

/** No other row stood beside it at the moment of this write. */
function isOnlyRow({ before, after }: Change): boolean {
  const wasOpen = !before || isUnderWay(before) || before.state === 'half';
  return (after.round === 0 || after.first) && wasOpen;
}

import { fold } from './fold.ts';
import { count } from './ledger.ts';
import { reading } from './read.ts';
import type { Step } from './state.ts';

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
  world.work[process.action] = { ...item, state: said.state, round: said.round, pv: said.sum, due: false };
  return undefined;
};

/** After every ledger write, by its writer; by the stream, in case the writer died; by the sweep. */
export const project: Step = reading(projectWrite);

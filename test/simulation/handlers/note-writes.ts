import { countTransition } from './counted.ts';
import { checkDecision, checkRow } from './invariants.ts';
import { type Item, type Process, type Row, rowId } from './state.ts';
import type { Call } from './table-calls.ts';
import { truthOf } from './truth.ts';

/** What a write left in a table, kept beside it: so every promise can be checked at once, without asking the table. */
export function note(process: Process, call: Call, input: Item, attributes: Item | undefined): void {
  const { world } = process;
  const stored = call.type === 'Put' ? (input.Item as Item) : call.type === 'Update' ? attributes : undefined;
  if (!stored) return;
  if (call.table === 'work') {
    if (stored.kind === 'action') world.items.set(String(stored.actionId), stored);
    return;
  }
  noteRow(process, stored as Row);
}

function noteRow(process: Process, row: Row): void {
  const { world } = process;
  const before = world.rows.get(rowId(row));
  world.rows.set(rowId(row), row);
  if (!before) world.made.set(rowId(row), row);
  world.pump.hasNews = true;
  if (before?.v === row.v && before.state === row.state) {
    if (before.dueAt !== undefined && row.dueAt === undefined) countTransition(world, before, row, process);
    return;
  }
  countTransition(world, before, row, process);
  if (row.state === 'claimed') process.claimId = String(row.claimId);
  if (row.state === 'uncertain') truthOf(world, row).wasUncertain = true;
  process.hasDecided ||= process.click !== undefined;
  if (process.click && before?.state !== row.state) checkDecision(process, before, row);
  checkRow(world, row);
}

import { isMaybeBegun } from './give-up.ts';
import { checkEffect, truthOf } from './invariants.ts';
import { clock, count, move, replied, rowOf } from './ledger.ts';
import { CONTENT_NAMES, type Process, type Row, rowName, type Step, type World } from './state.ts';
import type { Transition } from './transitions.ts';

/** The last look at the clock and the send: one stretch, unless a mutant puts a pause between them. */
export const send: Step = (world, process) => {
  const { rules, times } = world.design;
  if (rules.deadline && clock(world, process) >= process.leaseUntil - times.margin) {
    count(world, 'L7 deadline');
    process.outcome = 'not_begun';
    return record;
  }
  return rules.sendAtOnce ? sendNow(world, process) : sendNow;
};

const sendNow: Step = (world, process) => {
  const { outcome } = world;
  const { rules } = world.design;
  process.outcome = outcome;
  const isDone = outcome === 'done' || outcome === 'lost_done';
  if (isDone) happen(world, process);
  if (outcome !== 'not_begun') {
    truthOf(world, process.action, process.round).tries.push({ claim: process.id, effect: isDone });
  }
  if (outcome.startsWith('lost')) {
    if (!rules.oneAttempt) happen(world, process);
    if (!rules.unknownIsUnknown) process.outcome = 'not_begun';
  }
  return world.reply === 'crash' ? undefined : record;
};

/** At the provider: an effect, or the saved answer where an idempotent endpoint knows the key. */
function happen(world: World, process: Process): undefined {
  const { rules, times } = world.design;
  const truth = truthOf(world, process.action, process.round);
  if (world.idempotent[process.action]) {
    const known = rules.keyHasRound ? truth.keyUntil : (world.actionKeyUntil[process.action] ?? 0);
    if (rules.keyPerRow && world.now < known) return count(world, 'key replayed');
    truth.keyUntil = world.now + times.keyLife;
    world.actionKeyUntil[process.action] = truth.keyUntil;
  }
  truth.effects++;
  world.story?.push(`      EFFECT of ${CONTENT_NAMES[process.content]} on ${rowName(process.action, process.round)}`);
  count(world, 'effect');
  checkEffect(world, process, process.content);
}

/** L5 to L8, by the executor that holds the claim. */
export const record: Step = (world, process) => {
  if (world.reply === 'never_arrived') return record;
  const row = rowOf(world, process);
  const isMine = row?.state === 'claimed' && row.claim === process.id;
  if (row && (isMine || !world.design.rules.recordMine)) settle(world, process, row);
  return replied(world, record);
};

function settle(world: World, process: Process, row: Row): undefined {
  const { rules, times } = world.design;
  const isNotDone = process.outcome === 'refused' || process.outcome === 'not_begun';
  if (row.proven && rules.keptProves && isNotDone) return move(world, row, { state: 'executed' }, 'L10 kept executed');
  switch (process.outcome) {
    case 'done':
      return move(world, row, { state: 'executed' }, row.round === 0 ? 'L5 G# executed' : 'L5 executed');
    case 'refused':
      if (isMaybeBegun(world, row)) return move(world, row, { state: 'uncertain' }, 'L6 maybeBegun uncertain');
      return move(world, row, { state: 'failed' }, 'L6 failed');
    case 'not_begun': {
      const notBefore = clock(world, process) + times.backOff;
      return move(world, row, { state: 'approved', notBefore }, 'L7 approved');
    }
    case 'lost_done':
    case 'lost_undone':
      return giveUp(world, process, row, 'L8 uncertain', 'L8 approved');
  }
}

/** No trustworthy answer: uncertain, but for an idempotent endpoint that still knows the key. */
export function giveUp(world: World, process: Process, row: Row, uncertain: Transition, again: Transition): undefined {
  if (row.proven && world.design.rules.keptProves) return move(world, row, { state: 'executed' }, 'L10 kept executed');
  const isRepeatable = world.idempotent[row.action] && row.keyUntil > clock(world, process);
  if (isRepeatable)
    move(
      world,
      row,
      { state: 'approved', maybeBegun: true, notBefore: clock(world, process) + world.design.times.backOff },
      again,
    );
  else move(world, row, { state: 'uncertain' }, uncertain);
}

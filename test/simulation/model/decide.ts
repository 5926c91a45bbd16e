import { type Fold, fold, highest } from './fold.ts';
import { truthOf } from './invariants.ts';
import { clock, count, create, isAsSeen, move, replied, rowOf, tell, wrote } from './ledger.ts';
import { reading } from './read.ts';
import type { Item, Process, Row, Step, World } from './state.ts';

/** L1, L1b, L2, L14, the decide function: what it reads, consistently, before the one write. */
const planDecision: Step = (world, process) => {
  const { rules } = world.design;
  const { item, rows } = process;
  if (!item) return undefined;
  if (rules.mineOnRetry && rows.some((row) => row && wrote(row, process.id))) {
    return count(world, 'click repeated');
  }
  const folded = fold(world, rows);
  const round = openRound(world, process, item, rows, folded);
  if (round === undefined) return undefined;
  if (rules.roundShown && process.shown.round !== round) return refuse(world);
  const mustBeShown = process.wants === 'again' ? rules.againHash : rules.decideCheck;
  process.hash = rules.hashFromContent ? item.content : item.hash;
  if (mustBeShown && process.hash !== process.shown.hash) return refuse(world);
  if (process.wants === 'again' && world.verdicts[item.content] === 'block') return undefined;
  process.round = round;
  process.seen = rows[round]?.state === 'half' ? rows[round] : undefined;
  process.need = (rules.twoFromSettings ? world.two : item.need === 2) ? 2 : 1;
  process.trueNeed = world.two ? 2 : 1;
  return process.seen && process.wants !== 'reject' ? secondStep(world, process, process.seen) : writeDecision;
};

export const decide: Step = reading(planDecision);

function refuse(world: World): undefined {
  count(world, 'stale card refused');
}

/** The round that this decision would be for, or undefined where there is nothing to decide. */
function openRound(world: World, process: Process, item: Item, rows: (Row | undefined)[], folded: Fold | undefined) {
  const { rules } = world.design;
  const top = highest(rows);
  if (process.wants === 'again') {
    const state = folded?.state;
    const mayAgain = state === 'uncertain' || state === 'failed' || (!rules.againFold && state !== undefined);
    if (!mayAgain || !top) return undefined;
    return top.round + 1;
  }
  if (!rules.roundFromLedger) return item.state === 'pending' ? item.round : undefined;
  if (!folded) return item.state === 'pending' ? 1 : undefined;
  return folded.state === 'pending' ? folded.round : undefined;
}

/** L1b, or half -> lapsed where the content was edited since the first approval. */
function secondStep(world: World, process: Process, half: Row): Step | undefined {
  const { rules } = world.design;
  if (rules.twoSameHash && half.hash !== process.hash) return lapseHalf;
  if (rules.twoDifferent && half.approvals.some(({ person }) => person === process.person)) return undefined;
  return writeDecision;
}

const lapseHalf: Step = (world, process) => {
  if (world.reply === 'never_arrived') return lapseHalf;
  const row = rowOf(world, process);
  if (row?.state === 'half' && isAsSeen(row, process.seen)) move(world, row, { state: 'lapsed' }, 'L1b half lapsed');
  return replied(world, lapseHalf);
};

export const writeDecision: Step = (world, process) => {
  const { rules } = world.design;
  if (world.reply === 'never_arrived') return writeDecision;
  const row = rowOf(world, process);
  const isAbsent = process.wants === 'again' ? !rules.againAbsent : !rules.decideAbsent;
  if (process.seen && row && ((row.state === 'half' && isAsSeen(row, process.seen)) || !rules.halfSeen))
    completeHalf(world, process, row);
  else if (!process.seen && (!row || isAbsent)) createDecision(world, process);
  else return replied(world, writeDecision, afterRefusal(world, process, row));
  return replied(world, writeDecision, tellWon);
};

const tellWon: Step = (world, process) => tell(world, process, true);

function afterRefusal(world: World, process: Process, row: Row | undefined): Step | undefined {
  if (row && wrote(row, process.id) && world.design.rules.mineOnRetry) {
    return count(world, 'mine on retry');
  }
  return tell(world, process, false);
}

function approval({ id, person, shown }: Process) {
  return { id, person, content: shown.content, round: shown.round };
}

function completeHalf(world: World, process: Process, row: Row): undefined {
  if (process.wants === 'reject')
    return move(world, row, { state: 'rejected', endedBy: process.id }, 'L2 half rejected');
  if (process.wants === 'withdraw')
    return move(world, row, { state: 'withdrawn', endedBy: process.id }, 'L3 half withdrawn');
  const approvals = [...row.approvals, approval(process)];
  const lapsesAt = clock(world, process) + world.design.times.window;
  // Only a mutant has another hash here: what runs is what the second one read.
  const hash = world.design.rules.twoSameHash ? row.hash : process.hash;
  move(world, row, { state: 'approved', approvals, lapsesAt, hash }, 'L1b approved');
}

function createDecision(world: World, process: Process): undefined {
  const { action, round, hash, need, wants } = process;
  const { item, rows } = process;
  const first = item?.pv === 0 && !rows.some(Boolean);
  const base = { action, round, hash, need, first };
  if (wants === 'reject') return create(world, { ...base, state: 'rejected', endedBy: process.id }, 'L2 rejected');
  if (wants === 'withdraw') {
    const name = round === 0 ? 'L3 G# withdrawn' : 'L3 withdrawn';
    return create(world, { ...base, state: 'withdrawn', endedBy: process.id }, name);
  }
  truthOf(world, action, round).need = process.trueNeed;
  const approvals = [approval(process)];
  const again = wants === 'again';
  if (need === 2) return create(world, { ...base, state: 'half', approvals }, again ? 'L14 half' : 'L1 half');
  const lapsesAt = clock(world, process) + world.design.times.window;
  create(world, { ...base, state: 'approved', approvals, lapsesAt }, again ? 'L14 approved' : 'L1 approved');
}

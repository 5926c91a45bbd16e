import { decide } from './decide.ts';
import { fold, highest } from './fold.ts';
import { truthOf } from './invariants.ts';
import { count, isAsSeen, move, replied, rowOf, rowsOf } from './ledger.ts';
import { start } from './processes.ts';
import { reading } from './read.ts';
import type { Process, Row, Step, World } from './state.ts';
import { withdraw } from './withdraw.ts';

/** A person looks at the card and presses a button; the click travels on its own from here. */
export function click(world: World, wants: Process['wants'], action: number, person: number, skew: number) {
  const item = world.work[action];
  if (!item) return undefined;
  const rows = world.rows[action] ?? [];
  const folded = fold(world, rows);
  const top = highest(rows);
  const { rules } = world.design;
  const nextRound = (top?.round ?? 0) + 1;
  const openRound = rules.roundFromLedger ? (folded?.round ?? 1) : item.round;
  const shown = {
    content: item.content,
    hash: rules.hashFromContent ? item.content : item.hash,
    round: wants === 'again' ? nextRound : openRound,
  };
  const first = wants === 'withdraw' ? withdraw : decide;
  const process = start(world, wants, action, skew, first, { person, wants, shown });
  world.clicks.push(process);
  return process;
}

/** The same click once more: the page never got its answer. */
export function clickAgain(world: World, which: number): Process | undefined {
  const before = world.clicks[which % Math.max(1, world.clicks.length)];
  if (!before || before.next) return undefined;
  const { id, action, skew, person, wants, shown } = before;
  const first = wants === 'withdraw' ? withdraw : decide;
  return start(world, wants, action, skew, first, { id, person, wants, shown });
}

/** Edit, before an approval: the content changes on the action; the approval of it is another click. */
const planEdit: Step = (world, process) => {
  const { item, rows } = process;
  const folded = fold(world, rows);
  const waits = folded ? folded.state === 'pending' : item?.state === 'pending';
  return waits && world.verdicts[process.content] !== 'block' ? writeEdit : undefined;
};

export const readForEdit: Step = reading(planEdit);

const writeEdit: Step = (world, process) => {
  if (world.reply === 'never_arrived') return writeEdit;
  const item = world.work[process.action];
  const { item: seen, content } = process;
  if (item && seen && item.pv === seen.pv && item.content === seen.content) {
    count(world, 'edited');
    world.work[process.action] = { ...item, content, hash: content };
  }
  return undefined;
};

/** L11, "I checked": the person looks outside, at what truly happened, and is right. */
export const readForCheck: Step = (world, process) => {
  process.rows = rowsOf(world, process);
  const row = process.rows.findLast((one) => one?.state === 'uncertain');
  if (!row) return undefined;
  process.seen = row;
  process.round = row.round;
  process.outcome = truthOf(world, row.action, row.round).effects > 0 ? 'done' : 'refused';
  return writeCheck;
};

const writeCheck: Step = (world, process) => {
  if (world.reply === 'never_arrived') return writeCheck;
  const row = rowOf(world, process);
  const isSeen = isAsSeen(row, process.seen) || !world.design.rules.l11seen;
  if (row?.state === 'uncertain' && isSeen) {
    if (process.outcome === 'done') move(world, row, { state: 'executed' }, 'L11 executed');
    else move(world, row, { state: 'failed' }, 'L11 failed');
  }
  return replied(world, writeCheck);
};

/** A delivery event of the provider about one try; the bus may repeat it, and it may come early or very late. */
export function hearEvent(world: World, action: number, which: number, skew: number): Process | undefined {
  const heard = (world.truths[action] ?? []).flatMap((truth, round) =>
    (truth?.tries ?? []).map((one) => ({ round, event: { claim: one.claim, positive: one.effect } })),
  );
  const one = heard[which % Math.max(1, heard.length)];
  return one && start(world, 'evidence', action, skew, resolve, one);
}

/** L10. An event that cannot resolve yet is not acknowledged: the bus brings it again. */
const resolve: Step = (world, process) => {
  const { rules } = world.design;
  const { event } = process;
  if (world.reply === 'never_arrived') return resolve;
  const row = rules.evidenceClaim ? rowOf(world, process) : highest(world.rows[process.action] ?? []);
  if (!row) return undefined;
  if (row.earlier.includes(event.claim)) return resolveEarlier(world, process, row);
  const isItsClaim = row.claim === event.claim || !rules.evidenceClaim;
  const { state, maybeBegun } = row;
  const isEarly =
    rules.evidenceEarly && (state === 'claimed' || (state === 'approved' && maybeBegun && event.positive));
  const isSure = event.positive || !maybeBegun || !rules.maybeEvidence;
  const isOver = state !== 'claimed' && state !== 'uncertain' && state !== 'approved';
  const resolves = isItsClaim && isSure && (state === 'uncertain' || isEarly);
  if (resolves)
    move(world, row, { state: event.positive ? 'executed' : 'failed' }, transitionOf(state, event.positive));
  else if (!isOver) count(world, 'L10 not yet');
  const isHandled = resolves || isOver || !rules.evidenceEarly || !rules.evidenceRetry;
  if (event.positive && isHandled) truthOf(world, row.action, process.round).positiveHandled = true;
  return replied(world, resolve);
};

/** Positive evidence of an earlier try speaks for the authorisation, negative of nothing. */
function resolveEarlier(world: World, process: Process, row: Row): Step | undefined {
  if (!process.event.positive) return undefined;
  const { state } = row;
  if (state === 'claimed') {
    if (!row.proven) move(world, row, { proven: true }, 'L10 kept');
  } else if (state !== 'executed' && state !== 'failed')
    move(world, row, { state: 'executed' }, 'L10 earlier executed');
  truthOf(world, row.action, process.round).positiveHandled = true;
  return replied(world, resolve);
}

function transitionOf(state: string, positive: boolean) {
  if (state === 'approved') return 'L10 approved executed' as const;
  if (state === 'claimed') return positive ? ('L10 claimed executed' as const) : ('L10 claimed failed' as const);
  return positive ? ('L10 uncertain executed' as const) : ('L10 uncertain failed' as const);
}

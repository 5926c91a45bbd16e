import { record, send } from './effect.ts';
import { sumOf } from './fold.ts';
import { lapse, refuseBlocked } from './give-up.ts';
import { breaks } from './invariants.ts';
import { clock, count, create, isAsSeen, move, replied, rowOf } from './ledger.ts';
import { reading } from './read.ts';
import type { Process, Row, Step, World } from './state.ts';

/** What an executor could have read at any moment of its run; the settings may change while it runs. */
export function noteSettings({ verdicts, hold }: World, process: Process): undefined {
  verdicts.forEach((verdict, content) => {
    if (verdict === 'allow') process.allowedBits |= 1 << content;
    if (verdict !== 'block') process.unblockedBits |= 1 << content;
  });
  process.wasFree ||= !hold;
}

export const execute: Step = (world, process) => {
  noteStart(world, process);
  return readSituation(world, process);
};

/** Told with its key what a record said of a first row, or what somebody says that it did: only the action is read. */
export const executeTold: Step = (world, process) => {
  noteStart(world, process);
  process.item = world.work[process.action];
  process.rows = [undefined, process.seen];
  return judgeTold;
};

/** Whatever is not a claim is looked at again, with the row. */
const judgeTold: Step = (world, process) => {
  const { item, seen } = process;
  process.content = item?.content ?? 0;
  const isShown = item && seen && item.pv <= seen.v;
  if (isShown && planRow(world, process) === claim) return claim(world, process);
  process.isTold = false;
  return readSituation(world, process);
};

function noteStart(world: World, process: Process): undefined {
  noteSettings(world, process);
  process.roundsAtStart = (world.rows[process.action]?.length ?? 0) - 1;
  process.knewExecuted = isExecutedElsewhere(world.rows[process.action] ?? [], process);
}

const judgeSituation: Step = (world, process) => {
  const { item, rows, round } = process;
  // A ledger behind its projection was restored from a backup: stop, and ring the alarm.
  if (!item || (world.design.rules.pvFence && item.pv > sumOf(rows))) return undefined;
  process.content = item.content;
  process.seen = rows[round];
  return process.seen ? planRow(world, process) : planAllowed(world, process);
};

const readSituation = reading(judgeSituation);

/** Read settings, and with them what to write: one step, since nothing is written by it. */
const planRow: Step = (world, process) => {
  const { rules, times } = world.design;
  const { seen: row, content, round } = process;
  const time = clock(world, process);
  if (row?.state !== 'approved' || row.notBefore > time) return undefined;
  process.reason = row.lapsesAt > 0 && row.lapsesAt <= time ? 'approval_lapsed' : 'changed';
  if (process.reason === 'approval_lapsed') return lapse;
  if (rules.execHash && content !== row.hash) return lapse;
  if (rules.executedElsewhere && isExecutedElsewhere(process.rows, process)) return lapse;
  if (world.hold && rules.holdCheck) {
    count(world, 'held');
    return undefined;
  }
  const verdict = world.verdicts[content];
  if (verdict === 'block' && rules.judgeBlock) return refuseBlocked;
  if (round === 0 && ((verdict !== 'allow' && rules.judgeGagain) || isAnswered(world, process))) return lapse;
  if (row.maybeBegun && rules.keyFence && row.keyUntil <= time + times.limit + times.margin) return undefined;
  return claim;
};

function isExecutedElsewhere(rows: readonly (Row | undefined)[], { round }: Process): boolean {
  return rows.some((row) => row?.state === 'executed' && row.round !== round);
}

function isAnswered(world: World, process: Process): boolean {
  return world.design.rules.noRoundBeforeG && process.rows.length > 1;
}

const planAllowed: Step = (world, process) => {
  const { rules } = world.design;
  if (process.round !== 0 || process.item?.state !== 'allowed' || isAnswered(world, process)) return undefined;
  if (world.hold && rules.holdCheck) {
    count(world, 'held');
    return undefined;
  }
  const verdict = world.verdicts[process.content];
  if (verdict === 'block' && rules.judgeBlock) return refuseAllowed;
  return verdict === 'ask' && rules.judgeG ? declineAllowed : claimAllowed;
};

const claim: Step = (world, process) => {
  const { rules, times } = world.design;
  if (world.reply === 'never_arrived') return claim;
  const row = rowOf(world, process);
  const time = clock(world, process);
  if (!row) return undefined;
  const isFree = !rules.claimApproved || (row.state === 'approved' && isAsSeen(row, process.seen));
  const isTimely = row.lapsesAt === 0 || row.lapsesAt > time || !rules.claimLapses;
  const isFenced = row.maybeBegun && rules.keyFence && rules.keyAtClaim;
  const keyLives = !isFenced || row.keyUntil > time + times.limit + times.margin;
  if (!(isFree && isTimely && keyLives)) return replied(world, claim, afterRefusedClaim(world, process, row));
  if (row.maybeBegun) count(world, 'L4 maybeBegun claimed');
  const keyUntil = row.maybeBegun && rules.keyFence ? row.keyUntil : time + times.keyLife;
  const leaseUntil = time + times.lease;
  process.leaseUntil = leaseUntil;
  const earlier = row.claim === 0 ? row.earlier : [...row.earlier, row.claim];
  move(world, row, { state: 'claimed', claim: process.id, earlier, leaseUntil, keyUntil }, claimName(row));
  if (row.lapsesAt > 0 && world.now > row.lapsesAt + 2 * times.skew)
    breaks(world, 'P3 claimed after the authority lapsed');
  return replied(world, claim, afterClaim(world, process, row));
};

/** What it was told may be a lie; what the claim found is not. */
function afterClaim(world: World, process: Process, { hash, need, lapsesAt, approvals }: Row): Step {
  const { seen, isTold } = process;
  if (!isTold) return send;
  count(world, 'claimed as told');
  const isSame =
    seen?.hash === hash && seen.need === need && seen.lapsesAt === lapsesAt && seen.approvals === approvals;
  if (isSame || !world.design.rules.toldIsStored) return send;
  world.counts['L7 was lied to']++;
  process.outcome = 'not_begun';
  return record;
}

function claimName(row: Row) {
  return row.round === 0 ? ('L4 G# claimed' as const) : ('L4 claimed' as const);
}

/** Refused, but by my own earlier write: then the lease is the one that it stored. */
function afterRefusedClaim(world: World, process: Process, row: Row): Step | undefined {
  const { rules, times } = world.design;
  const isMine = row.state === 'claimed' && row.claim === process.id;
  if (!isMine || !rules.mineOnRetry) return undefined;
  count(world, 'mine on retry');
  process.leaseUntil = rules.leaseFromRow ? row.leaseUntil : clock(world, process) + times.lease;
  return process.seen ? afterClaim(world, process, row) : send;
}

const claimAllowed: Step = (world, process) => {
  const { rules, times } = world.design;
  if (world.reply === 'never_arrived') return claimAllowed;
  const row = rowOf(world, process);
  if (row && rules.l15absent) return replied(world, claimAllowed, afterRefusedClaim(world, process, row));
  const time = clock(world, process);
  const [leaseUntil, keyUntil] = [time + times.lease, time + times.keyLife];
  process.leaseUntil = leaseUntil;
  const { action, content: hash, id } = process;
  create(world, { action, round: 0, state: 'claimed', hash, claim: id, leaseUntil, keyUntil }, 'L15 claimed');
  return replied(world, claimAllowed, send);
};

const declineAllowed: Step = (world, process) => {
  const item = world.work[process.action];
  if (world.reply === 'never_arrived') return declineAllowed;
  if (!world.design.rules.fenceDecline) {
    if (item?.state === 'allowed') world.work[process.action] = { ...item, state: 'pending', round: 1, due: false };
    return undefined;
  }
  const { action, content: hash } = process;
  if (!rowOf(world, process)) create(world, { action, round: 0, state: 'declined', hash }, 'L15b declined');
  return replied(world, declineAllowed);
};

const refuseAllowed: Step = (world, process) => {
  if (world.reply === 'never_arrived') return refuseAllowed;
  const { action, content: hash } = process;
  if (!rowOf(world, process)) create(world, { action, round: 0, state: 'failed', hash }, 'L15b failed');
  return replied(world, refuseAllowed);
};

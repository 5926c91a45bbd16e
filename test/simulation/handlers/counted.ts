import type { Process, Row, World } from './state.ts';

/** How often each thing happened. */
export type Counts = Record<string, number>;

/** What a batch of runs must have done, each at least once: a rule that is never exercised is not proved. */
export const TRANSITIONS: readonly string[] = [
  ...['L1 approved', 'L1 half', 'L1b approved', 'L1b half lapsed', 'L2 rejected', 'L2 half rejected'],
  ...['L3 withdrawn', 'L3 half withdrawn', 'L3 G# withdrawn', 'L4 claimed', 'L4 maybeBegun claimed'],
  ...['L5 executed', 'L6 failed', 'L6b failed', 'L7 approved', 'L8 uncertain', 'L8 approved', 'L9 uncertain'],
  ...['L10 uncertain executed', 'L11 executed', 'L11 failed', 'L12 lapsed', 'L12b key over', 'L13 withdrawn'],
  ...['L14 approved', 'L15 claimed', 'L15b declined', 'L15b failed', 'close', 'effect', 'key replayed', 'edited'],
];

/** The faults F1 to F22 of the plan, as far as they are put in here; the others have tests of their own. */
export const FAULTS: readonly string[] = [
  ...['F1 batch repeated', 'F1 event repeated', 'F2 items out of order', 'F2 old image again'],
  ...['F3 crash before read', 'F3 crash after read', 'F3 crash before write', 'F3 crash after write'],
  ...['F3 crash after claim', 'F3 crash after effect', 'F4 claim stored, answer lost', 'F5 throttled'],
  ...['F6 done', 'F6 refused', 'F6 throttled', 'F6 unreachable', 'F6 lost_done', 'F6 lost_undone'],
  ...['F6 error_done', 'F6 error_undone', 'F7 poison', 'F7 poison set aside', 'F9 records lost', 'F9 events lost'],
  ...['F10 entry refused', 'F11 click repeated', 'F11 lost a race', 'F12 skewed clock', 'F13 zombie', 'F14 replayed'],
  ...['F15 too large', 'F16 edit too large', 'F18 hangs', 'F20 unknown state', 'F20 unknown attribute'],
  ...['F22 notice not sent', 'stale index', 'stale read'],
];

/** Of one mode only. */
export const OF_MODE: Record<World['mode'], readonly string[]> = {
  plain: [],
  attack: ['F19 hostile write'],
  restore: ['F21 restored'],
};

export function count(world: World, name: string): undefined {
  world.counts[name] = (world.counts[name] ?? 0) + 1;
}

export function countTransition(world: World, before: Row | undefined, after: Row, by: Process): undefined {
  count(world, nameOf(before, after, by.what));
}

function nameOf(before: Row | undefined, after: Row, by: string): string {
  const g = after.round === 0;
  if (before?.state === after.state) return after.dueAt === undefined ? 'close' : 'evidence added';
  switch (before?.state) {
    case undefined:
      return created(after, g);
    case 'half':
      return after.state === 'approved' ? 'L1b approved' : (FROM_HALF[after.state] ?? after.state);
    case 'approved':
      return fromApproved(before, after);
    case 'claimed':
      return fromClaimed(before, after, by);
    default:
      return by === 'evidence' ? `L10 ${before?.state} ${after.state}` : `L11 ${after.state}`;
  }
}

const FROM_HALF: Record<string, string> = {
  rejected: 'L2 half rejected',
  withdrawn: 'L3 half withdrawn',
  lapsed: 'L1b half lapsed',
};

function created({ state, again }: Row, g: boolean): string {
  if (g) return { claimed: 'L15 claimed', declined: 'L15b declined', failed: 'L15b failed' }[state] ?? `L3 G# ${state}`;
  if (state === 'rejected') return 'L2 rejected';
  return state === 'withdrawn' ? 'L3 withdrawn' : `${again ? 'L14' : 'L1'} ${state}`;
}

function fromApproved(before: Row, after: Row): string {
  const code = (after.outcome as { code?: string } | undefined)?.code;
  switch (after.state) {
    case 'claimed':
      return before.maybeBegun ? 'L4 maybeBegun claimed' : 'L4 claimed';
    case 'failed':
      return 'L6b failed';
    case 'lapsed':
    case 'declined':
      return `L12 ${after.state}`;
    case 'withdrawn':
      return 'L13 withdrawn';
    case 'executed':
      return 'L10 approved executed';
    default:
      return code === 'key_expired' ? 'L12b key over' : `${code === 'withdrawn' ? 'L13' : 'L12'} maybeBegun uncertain`;
  }
}

function fromClaimed(before: Row, after: Row, by: string): string {
  if (by === 'evidence') return `L10 claimed ${after.state}`;
  if (after.state === 'executed') return 'L5 executed';
  if (after.state === 'failed') return 'L6 failed';
  if (after.state === 'uncertain') return by === 'sweep' ? 'L9 uncertain' : 'L8 uncertain';
  if (!after.maybeBegun || before.maybeBegun) return 'L7 approved';
  return by === 'sweep' ? 'L9 approved' : 'L8 approved';
}

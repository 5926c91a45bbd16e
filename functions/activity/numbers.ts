import type { Action } from '#shared/action/action.ts';
import type { ActivityNumbers, DayNumbers } from '#shared/routes/activity-routes.ts';

/** What is counted of one action. */
export type Counted = Pick<Action, 'state' | 'createdAt'> & {
  verdict: 'allow' | 'ask' | 'block';
  /** Whom it went to, or would have. */
  recipients: string[];
  /** Of the first question: what a person answered, and after how long. */
  decided?: { verdict: 'approve' | 'reject'; afterMs: number } | undefined;
};

const SHOWN_RECIPIENTS = 10;
const UNREAD_MS = 2_000;

/** After an approval; what was allowed has no other states than these either, and nobody approved it. */
const AFTER_YES: ReadonlySet<Action['state']> = new Set(['approved', 'executed', 'failed', 'uncertain']);

/** Pure: days in order, also those without anything, up to and with `to`. */
export function countUp(counted: readonly Counted[], days: readonly string[]): Omit<ActivityNumbers, 'partial'> {
  const byDay = new Map(days.map((day) => [day, emptyDay(day)]));
  for (const action of counted) {
    const day = byDay.get(action.createdAt.slice(0, 10));
    if (day) addTo(day, action);
  }
  return {
    ...{ from: days[0] ?? '', to: days.at(-1) ?? '', counted: counted.length },
    days: [...byDay.values()],
    decisions: decisionsOf(counted.flatMap(({ decided }) => decided ?? [])),
    recipients: busiest(counted.flatMap(({ recipients }) => recipients)),
  };
}

function emptyDay(day: string): DayNumbers {
  return {
    ...{ day, total: 0, asked: 0, allowed: 0, blocked: 0, pending: 0, approved: 0, rejected: 0, cancelled: 0 },
    ...{ executed: 0, failed: 0, uncertain: 0 },
  };
}

function addTo(day: DayNumbers, { verdict, state }: Counted): void {
  day.total++;
  if (verdict === 'ask') day.asked++;
  if (verdict === 'allow') day.allowed++;
  if (verdict === 'block') day.blocked++;
  if (verdict === 'ask' && AFTER_YES.has(state)) day.approved++;
  if (state !== 'allowed' && state !== 'blocked' && state !== 'approved') day[state]++;
}

/** Ends of the bars of the chart, in seconds: from what nobody read to what waited over a weekend. */
const TIMES = [2, 10, 60, 5 * 60, 30 * 60, 4 * 3600, 24 * 3600, 72 * 3600, undefined];

/** Pure: how many were answered within each time, and not within the one before. */
function timesOf(decided: NonNullable<Counted['decided']>[]): ActivityNumbers['decisions']['times'] {
  return TIMES.map((upToSeconds, index) => {
    const above = (TIMES[index - 1] ?? 0) * 1000;
    const upTo = (upToSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    const within = decided.filter(({ afterMs }) => (afterMs > above || index === 0) && afterMs <= upTo);
    const approved = within.filter(({ verdict }) => verdict === 'approve').length;
    return { ...(upToSeconds === undefined ? {} : { upToSeconds }), approved, rejected: within.length - approved };
  });
}

function decisionsOf(decided: NonNullable<Counted['decided']>[]): ActivityNumbers['decisions'] {
  const times = decided.map(({ afterMs }) => afterMs).sort((a, b) => a - b);
  const [median, p90] = [at(times, 0.5), at(times, 0.9)];
  return {
    decided: decided.length,
    approved: decided.filter(({ verdict }) => verdict === 'approve').length,
    within2Seconds: times.filter((ms) => ms < UNREAD_MS).length,
    ...(median === undefined ? {} : { medianSeconds: median }),
    ...(p90 === undefined ? {} : { p90Seconds: p90 }),
    times: timesOf(decided),
  };
}

/** Seconds at that share of them, by nearest rank. */
function at(sortedMs: number[], share: number): number | undefined {
  const ms = sortedMs[Math.max(0, Math.ceil(sortedMs.length * share) - 1)];
  return ms === undefined ? undefined : Math.round(ms / 100) / 10;
}

function busiest(recipients: string[]): ActivityNumbers['recipients'] {
  const counts = Object.entries(Object.groupBy(recipients, (recipient) => recipient));
  return counts
    .map(([recipient, all = []]) => ({ recipient, count: all.length }))
    .sort((a, b) => b.count - a.count || (a.recipient < b.recipient ? -1 : 1))
    .slice(0, SHOWN_RECIPIENTS);
}

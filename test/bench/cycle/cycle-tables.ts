import { ratios, summarise } from '../statistics.ts';
import { number, spread, table } from '../table.ts';
import type { Contestant } from './contestants.ts';
import type { Pending, Race, Round } from './run-contender.ts';

/** Rounds with one cycle at a time, and with many. */
export type Measured = { one: Round[]; many: Round[] };

/** What one contestant stored for each cycle, and what its questions keep in memory. */
export type Kept = { writes: number; bytes: number } | undefined;

export type Extras = { race: Race; pending: Pending; kept: Kept };

const middle = (values: number[]) => summarise(values).median;
const perSecond = ({ asked, seconds }: Round) => asked.length / seconds;

export function cycleTable(contestants: Contestant[], measured: Map<string, Measured>, atOnce: number): string {
  const rows = contestants.map(({ name, floor }) => {
    const [mine, base] = [measured.get(name), measured.get(floor)];
    const [one, many] = [mine?.one ?? [], mine?.many ?? []];
    const [oneBase, manyBase] = [base?.one ?? [], base?.many ?? []];
    const against = (what: (round: Round) => number, some: Round[], to: Round[]) =>
      spread(ratios(some.map(what), to.map(what)));
    return [
      name,
      spread(summarise(one.map(({ asked }) => middle(asked)))),
      against(({ asked }) => middle(asked), one, oneBase),
      spread(summarise(one.map(({ executed }) => middle(executed)))),
      against(({ executed }) => middle(executed), one, oneBase),
      against(({ shown }) => middle(shown), one, oneBase),
      spread(summarise(many.map(perSecond))),
      against(perSecond, many, manyBase),
    ];
  });
  const head = [
    'Who',
    'Request → pending, ms',
    '× floor',
    'Decide → executed, ms',
    '× floor',
    '… → shown in lists, × floor',
    `Cycles/s at ${atOnce}`,
    '× floor',
  ];
  return table(head, rows);
}

export function extrasTable(extras: Map<string, Extras>): string {
  const rows = [...extras].map(([name, { race, pending, kept }]) => {
    const stored = kept ? [number(kept.writes), number(kept.bytes / 1_024)] : ['not told', 'not told'];
    return [name, race.once, race.twice, race.never, ...stored, number(pending.heapBytes / 1_024)];
  });
  const head = ['Who', 'Tool ran once', 'Tool ran twice', 'Never'];
  return table([...head, 'Durable writes a cycle', 'KB a cycle', 'Heap for each that waits, KB'], rows);
}

/** Of each round what was compared, not each of its cycles. */
export function compact(measured: Map<string, Measured>) {
  const of = (round: Round) => ({
    asked: middle(round.asked),
    executed: middle(round.executed),
    shown: middle(round.shown),
    perSecond: perSecond(round),
    cycles: round.asked.length,
    effects: round.effects,
  });
  return Object.fromEntries(
    [...measured].map(([name, { one, many }]) => [name, { one: one.map(of), many: many.map(of) }]),
  );
}

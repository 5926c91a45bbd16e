import type { Section } from '../section.ts';
import { ratios, summarise } from '../statistics.ts';
import { number, spread, table } from '../table.ts';
import { measureCold, type Start } from './measure-cold.ts';

const BARE = 'Bare client';
const MEGABYTE = 2 ** 20;

/** Process start to the first durable write of each function on the way, against a bare client in the same round. */
export const coldStarts: Section = async ({ rounds, quick }) => {
  const measured = await measureCold(quick ? 1 : rounds * 3);
  const bare = measured.find(({ name }) => name === BARE)?.starts ?? [];
  const rows = measured.map(({ name, kilobytes, starts }) => {
    const of = (what: (start: Start) => number) => summarise(starts.map(what));
    const doneAt = ({ written, answered }: Start) => written ?? answered;
    return [
      name,
      number(kilobytes),
      spread(of(({ loaded, begun }) => loaded - begun)),
      spread(of(doneAt)),
      spread(ratios(starts.map(doneAt), bare.map(doneAt))),
      spread(of(({ cpu }) => cpu)),
      number(of(({ rss }) => rss / MEGABYTE).median),
    ];
  });
  const head = [
    'Function',
    'Bundle, KB',
    'Load, ms',
    'Start → first write, ms',
    '× bare client',
    'CPU, ms',
    'Memory, MB',
  ];
  return { numbers: measured, tables: { 'cold starts': table(head, rows) } };
};

import { contentFields } from './content-fields.ts';

type DifferentLine = { kind: 'same' | 'gone' | 'new'; text: string };
export type FieldDifference = { key: string; label: string; lines: DifferentLine[] };

/** More lines than this on either side are shown as replaced as a whole: comparing grows with their product. */
const MOST_LINES = 1_500;

/** What changed between two contents, field by field and line by line; empty where nothing did. */
export function differences(
  capability: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): FieldDifference[] {
  const [old, now] = [before, after].map((content) => contentFields(capability, content));
  const keys = [...new Set([...(old ?? []), ...(now ?? [])].map(({ key }) => key))];
  return keys.flatMap((key) => {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) return [];
    const [was, is] = [old, now].map((fields) => fields?.find((field) => field.key === key));
    const lines = lineDifference(linesOf(was?.values), linesOf(is?.values));
    return [{ key, label: (is ?? was)?.label ?? key, lines }];
  });
}

/** The fewest lines that went and came, in their order (longest common subsequence). */
function lineDifference(before: string[], after: string[]): DifferentLine[] {
  if (before.length > MOST_LINES || after.length > MOST_LINES) {
    return [...before.map(as('gone')), ...after.map(as('new'))];
  }
  const lengths = commonLengths(before, after);
  const lines: DifferentLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      lines.push({ kind: 'same', text: old });
      i++;
      j++;
    } else if (old !== undefined && (now === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      lines.push({ kind: 'gone', text: old });
      i++;
    } else {
      lines.push({ kind: 'new', text: now ?? '' });
      j++;
    }
  }
  return lines;
}

/** Of what follows line `i` of one and line `j` of the other, how many lines are common. */
function commonLengths(before: string[], after: string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i] ?? [], lengths[i + 1] ?? []];
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

const as = (kind: DifferentLine['kind']) => (text: string) => ({ kind, text });

function linesOf(values: string[] = []): string[] {
  return values.flatMap((value) => value.split('\n'));
}

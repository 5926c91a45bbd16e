/** What several rounds came to. The median is what is compared; minimum and maximum say how far to trust it. */
export type Summary = { median: number; min: number; max: number };

export function summarise(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('There is nothing to summarise: run at least one round.');
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: quantile(sorted, 0), max: quantile(sorted, 1) };
}

/** Of values in ascending order, with the straight line between the two nearest (type 7 of Hyndman and Fan). */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** Of values in any order. */
export function quantileOf(values: readonly number[], part: number): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    part,
  );
}

/** Each round against the same round of what it is compared with: what slowed the machine then, slowed both. */
export function ratios(values: readonly number[], to: readonly number[]): Summary {
  if (values.length !== to.length) throw new Error('Only rounds of the same run can be compared, one by one.');
  return summarise(values.map((value, round) => value / (to[round] ?? Number.NaN)));
}

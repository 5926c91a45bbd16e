/** Where the scale of a chart ends: a round number, at least the most that is shown, whose half is whole too. */
export function topOf(most: number): number {
  const step = most <= 10 ? 2 : 10 ** Math.floor(Math.log10(most));
  return Math.max(2, Math.ceil(most / step) * step);
}

/** How often each transition was taken, in three columns. */
export function report(counts: Record<string, number>): string {
  const cells = Object.entries(counts).map(([name, times]) => `${name.padEnd(28)}${String(times).padStart(9)}`);
  const rows = Math.ceil(cells.length / 3);
  return Array.from({ length: rows }, (_, row) =>
    [0, 1, 2].map((column) => cells[column * rows + row] ?? '').join('   '),
  ).join('\n');
}

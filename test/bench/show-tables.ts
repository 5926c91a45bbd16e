/**
 * The document with each of these tables between its marks, `<!-- bench: name -->` and `<!-- end -->`. So no number
 * of the document is written by hand; a table that has no place in it is a mistake.
 */
export function showTables(document: string, tables: Record<string, string>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const begin = `<!-- bench: ${name} -->`;
    const from = text.indexOf(begin);
    const to = text.indexOf('<!-- end -->', from);
    if (from === -1 || to === -1) throw new Error(`docs/performance.md has no place for the table "${name}"`);
    return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
  }, document);
}

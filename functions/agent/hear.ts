/**
 * What a person said at the named places of a pattern such as `email {{to}} that {{text}}`; undefined where they said
 * something else. The words of the pattern are looked for one after the other, so no text takes long.
 */
export function hear(pattern: string, text: string): Record<string, string> | undefined {
  const [first = '', ...rest] = pattern.split('{{');
  const said = text.trim();
  if (!startsWith(said, first)) return undefined;
  const found: Record<string, string> = {};
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const [name = '', words = ''] = part.split('}}');
    const isLast = index === rest.length - 1;
    const end = words === '' && isLast ? said.length : indexOf(said, words, at);
    const value = end === undefined ? '' : said.slice(at, end).trim();
    if (end === undefined || value === '') return undefined;
    found[name] = value;
    at = end + words.length;
  }
  return at >= said.length ? found : undefined;
}

function startsWith(text: string, words: string): boolean {
  return text.slice(0, words.length).toLowerCase() === words.toLowerCase();
}

/** Case is compared by code unit, so that an index in one is an index in the other. */
function indexOf(text: string, words: string, from: number): number | undefined {
  for (let at = from; at + words.length <= text.length; at++)
    if (startsWith(text.slice(at, at + words.length), words)) return at;
  return undefined;
}

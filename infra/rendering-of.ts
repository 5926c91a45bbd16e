import { createHash } from 'node:crypto';

export type PageFile = { name: string; contents: string | Uint8Array };

const IMPORTS = /(?:from|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
/** Names of scripts carry a hash of what is in them, and stand in others that load them later: they draw nothing. */
const HASHED_NAME = /[\w.-]+-[\w-]{8}\.js/g;
const CARD = /^approval-card-[\w-]{8}\.js$/;

/**
 * Which rendering of the card a person sees, for the audit: over the script of the card, all that it imports, and the styles. So
 * the same source gives the same, a change of anything that draws the card another one, and a change of another page none. Eight
 * characters, since it is kept with every decision.
 */
export function renderingOf(files: readonly PageFile[]): string {
  const card = files.find(({ name }) => CARD.test(name));
  if (!card) throw new Error('The card has no script of its own any more: say here which one draws it.');
  const texts = new Map(files.map(({ name, contents }) => [name, textOf(contents)]));
  const drawing = [...neededBy(card.name, texts), ...[...texts.keys()].filter((name) => name.endsWith('.css'))];
  const parts = drawing.map((name) => (texts.get(name) ?? '').replace(HASHED_NAME, '')).sort();
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 8);
}

function neededBy(name: string, texts: ReadonlyMap<string, string>, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, imported = ''] of (texts.get(name) ?? '').matchAll(IMPORTS)) neededBy(imported, texts, found);
  return found;
}

function textOf(contents: string | Uint8Array): string {
  return typeof contents === 'string' ? contents : new TextDecoder().decode(contents);
}

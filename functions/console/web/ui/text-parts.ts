/** A piece of text as people are shown it. */
export type TextPart =
  | { kind: 'plain'; text: string }
  /** A character that is not seen, or moves its neighbours: spelled out, e.g. `⟨U+202E⟩`. */
  | { kind: 'hidden'; text: string }
  /** A word of letters from several alphabets, which may imitate another word. */
  | { kind: 'mixed'; text: string };

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2800\u3164\uffa0]/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];

/** Splits text so that nothing in it can hide. Line breaks and tabs stay as they are only where `multiline` says so. */
export function textParts(text: string, { multiline = false } = {}): TextPart[] {
  const parts: TextPart[] = [];
  let plain = '';
  const flush = () => {
    if (plain) parts.push(...markMixedWords(plain));
    plain = '';
  };
  for (const character of text) {
    if (isHidden(character, multiline)) {
      flush();
      parts.push({ kind: 'hidden', text: spelled(character) });
    } else plain += character;
  }
  flush();
  return parts;
}

/** How much of some text is not what it seems; both 0 for honest text. */
export function oddities(parts: TextPart[]): { hidden: number; mixed: number } {
  const count = (kind: TextPart['kind']) => parts.filter((part) => part.kind === kind).length;
  return { hidden: count('hidden'), mixed: count('mixed') };
}

function isHidden(character: string, multiline: boolean): boolean {
  if (multiline && (character === '\n' || character === '\t')) return false;
  return HIDDEN.test(character);
}

function spelled(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function markMixedWords(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (ALPHABETS.filter((alphabet) => alphabet.test(word)).length < 2) continue;
    if (index > from) parts.push({ kind: 'plain', text: text.slice(from, index) });
    parts.push({ kind: 'mixed', text: word });
    from = index + word.length;
  }
  if (from < text.length) parts.push({ kind: 'plain', text: text.slice(from) });
  return parts;
}

import { oddities, textParts } from './text-parts.ts';

type Child = Node | string | undefined;
type Attributes = Record<string, string | boolean | undefined>;

/** An element. Text only ever becomes a text node, so nothing that came from outside is read as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Text from outside with nothing in it hidden. */
export function shown(text: string, options: { multiline?: boolean } = {}): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const part of textParts(text, options)) {
    fragment.append(part.kind === 'plain' ? part.text : el('mark', { class: part.kind }, part.text));
  }
  return fragment;
}

/** What is odd about some texts, in words; undefined for honest ones. */
export function oddityWarning(texts: string[], options: { multiline?: boolean } = {}): HTMLElement | undefined {
  const counts = texts.map((text) => oddities(textParts(text, options)));
  const hidden = counts.reduce((sum, count) => sum + count.hidden, 0);
  const mixed = counts.reduce((sum, count) => sum + count.mixed, 0);
  if (hidden + mixed === 0) return undefined;
  const says = [
    hidden > 0
      ? `${hidden} hidden ${hidden === 1 ? 'character is' : 'characters are'} spelled out here, as ⟨U+…⟩.`
      : '',
    mixed > 0 ? `${mixed} ${mixed === 1 ? 'word mixes' : 'words mix'} alphabets and may imitate another word.` : '',
  ];
  return el('p', { class: 'warning' }, says.filter(Boolean).join(' '));
}

export function button(label: string, attributes: Attributes, onClick: () => void): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** Says something to people who do not see the page. */
export function announce(text: string): void {
  const region = document.getElementById('announcements');
  if (region && region.textContent !== text) region.textContent = text;
}

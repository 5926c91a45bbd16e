import type { Card } from './api-types.ts';
import { type ContentField, contentFields } from './content-fields.ts';
import { el, oddityWarning, shown } from './dom.ts';

const TITLES: Record<string, string> = { pending: 'What would be done', executed: 'What was done' };

/** Every field that would run, in full. */
export function contentView(card: Card): HTMLElement {
  const heading = el('h2', { id: 'content-heading' }, TITLES[card.state] ?? 'What was asked for');
  const section = el('section', { class: 'panel content', 'aria-labelledby': 'content-heading' }, heading);
  if (!card.content) {
    section.append(
      el(
        'p',
        { class: 'warning' },
        'The stored content cannot be read, so it cannot be approved. Reject it, and tell an admin of this workspace.',
      ),
    );
    return section;
  }
  const fields = contentFields(card.capability, card.content);
  if (fields.some(({ kind }) => kind === 'unknown')) {
    const says = 'Some fields are not understood by this page. They are shown as they are stored.';
    section.append(el('p', { class: 'warning' }, says));
  }
  section.append(el('dl', { class: 'fields' }, ...fields.flatMap(fieldView)));
  return section;
}

function fieldView(field: ContentField): HTMLElement[] {
  const term = el('dt', { 'data-key': field.key }, shown(field.label), flagOf(field));
  return [term, el('dd', { class: field.kind }, valueView(field), warningOf(field))];
}

function valueView({ kind, values }: ContentField): HTMLElement {
  if (kind === 'addresses' || kind === 'ids' || kind === 'files') {
    const multiline = kind === 'files';
    return el('ul', {}, ...values.map((value) => el('li', {}, shown(value, { multiline }))));
  }
  if (kind === 'line') return el('p', {}, shown(values[0] ?? ''));
  return el(kind === 'text' ? 'p' : 'pre', { class: 'whole' }, shown(values[0] ?? '', { multiline: true }));
}

function flagOf({ kind, values }: ContentField): HTMLElement | undefined {
  if (kind === 'unknown') return el('span', { class: 'flag' }, 'not understood');
  const text = values[0] ?? '';
  if (kind !== 'text' || text.length < 500) return undefined;
  const size = [text.split('\n').length, text.length].map((count) => count.toLocaleString());
  return el('span', { class: 'size' }, `${size[0]} lines, ${size[1]} characters`);
}

function warningOf({ kind, values }: ContentField): HTMLElement | undefined {
  const odd = oddityWarning(values, { multiline: kind === 'text' || kind === 'files' || kind === 'unknown' });
  const foreign = kind === 'addresses' && values.some((value) => /[@.]xn--/i.test(value));
  if (!foreign) return odd;
  const says =
    'A domain that starts with xn-- is written in other letters than it shows here, and may imitate another one.';
  return el('div', {}, odd, el('p', { class: 'warning' }, says));
}

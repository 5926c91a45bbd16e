import type { Answer } from './api-types.ts';
import { el, oddityWarning, shown } from './dom.ts';

/** What came back, as text with nothing in it hidden. It comes from outside, and says nothing in our name. */
export function answerView({ status, contentType, headers, body, bytes, truncated }: Answer): HTMLElement {
  const facts = [status === undefined ? '' : `status ${status}`, contentType ?? '', `${bytes.toLocaleString()} bytes`];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const cut = 'There was more. Only the beginning is kept.';
  return el(
    'section',
    { class: 'panel', 'aria-labelledby': 'answer-heading' },
    el('h2', { id: 'answer-heading' }, 'What came back'),
    el('p', { class: 'quiet' }, 'Written by the other side: ', shown(facts.filter(Boolean).join(' · '))),
    truncated ? el('p', { class: 'warning' }, cut) : undefined,
    body ? el('pre', { class: 'whole' }, shown(body, { multiline: true })) : undefined,
    oddityWarning([body ?? ''], { multiline: true }),
    lines.length > 0 ? headersView(lines) : undefined,
  );
}

function headersView(lines: string[]): HTMLElement {
  return el(
    'details',
    {},
    el('summary', {}, `${lines.length} ${lines.length === 1 ? 'header' : 'headers'}`),
    el('ul', { class: 'plain' }, ...lines.map((line) => el('li', {}, shown(line)))),
  );
}

import type { Card, HistoryEntry, Reason } from './api-types.ts';
import { el, shown } from './dom.ts';
import {
  fieldInWords,
  outcomeInWords,
  rowStateInWords,
  ruleInWords,
  timeInWords,
  triggerInWords,
  verdictInWords,
} from './words.ts';

/** Why people are asked, what started it and what was decided before. */
export function contextViews(card: Card): HTMLElement[] {
  return [whyView(card), sourceView(card), ...(card.history.length > 0 ? [historyView(card)] : [])];
}

function panel(id: string, title: string, ...children: (HTMLElement | undefined)[]): HTMLElement {
  return el('section', { class: 'panel', 'aria-labelledby': id }, el('h2', { id }, title), ...children);
}

function whyView({ judgement }: Card): HTMLElement {
  return panel('why-heading', 'Why it was asked', el('ul', { class: 'reasons' }, ...judgement.reasons.map(reasonView)));
}

function reasonView({ rule, verdict, field, recipient }: Reason): HTMLElement {
  const whom = recipient === undefined ? undefined : el('strong', {}, shown(recipient));
  const where = field === undefined ? undefined : el('span', { class: 'quiet' }, fieldInWords(field));
  const head = (whom ?? where) ? el('span', { class: 'whom' }, where, whom) : undefined;
  const badge = el('span', { class: `badge ${verdict}` }, verdictInWords(verdict));
  return el('li', {}, head, el('span', {}, badge, ruleInWords(rule)));
}

function sourceView(card: Card): HTMLElement {
  const trigger =
    card.trigger && el('dd', {}, `${capital(triggerInWords(card.trigger.kind))}: `, shown(card.trigger.name));
  const tainted = 'What started the agent could not be verified. Somebody else may have written what it worked from.';
  return panel(
    'source-heading',
    'Where it came from',
    card.tainted ? el('p', { class: 'warning' }, tainted) : undefined,
    el(
      'dl',
      { class: 'facts' },
      ...(trigger ? [el('dt', {}, 'Started by'), trigger] : []),
      ...[el('dt', {}, 'Agent'), el('dd', {}, shown(card.agent.name))],
      ...[el('dt', {}, 'Asked'), el('dd', {}, timeInWords(card.createdAt))],
      ...[el('dt', {}, 'Id'), el('dd', { class: 'id' }, card.actionId)],
      ...(card.hash ? [el('dt', {}, 'Content sha256'), el('dd', { class: 'id' }, card.hash)] : []),
    ),
  );
}

function historyView({ history }: Card): HTMLElement {
  return panel('history-heading', 'History', el('ol', { class: 'history' }, ...history.map(entryView)));
}

function entryView(entry: HistoryEntry): HTMLElement {
  const did = entry.verdict === 'approve' ? 'approved' : 'rejected';
  const who = entry.decidedBy === undefined ? 'A rule allowed it' : `${entry.decidedBy} ${did} it`;
  const result = entry.state === 'rejected' ? '' : `: ${rowStateInWords(entry.state)}`;
  const details = [
    timeInWords(entry.decidedAt),
    entry.outcome ? outcomeInWords(entry.outcome) : '',
    entry.providerId ? `id ${entry.providerId}` : '',
  ];
  return el(
    'li',
    {},
    el('p', {}, shown(`${who}${result}`)),
    entry.note === undefined ? undefined : el('blockquote', {}, shown(entry.note, { multiline: true })),
    el('p', { class: 'quiet' }, shown(details.filter(Boolean).join(' · '))),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

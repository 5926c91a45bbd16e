import type { Card } from './api-types.ts';
import type { Draft, Verdict } from './decide.ts';
import { button, el, shown } from './dom.ts';
import { targetOf } from './sentence.ts';

export type DecisionForm = {
  element: HTMLElement;
  /** Approve waits until the end of a long text was in view. */
  waitForEnd: (waits: boolean) => void;
  sending: (verdict: Verdict | undefined) => void;
};

export function decisionForm(card: Card, draft: Draft, onDecide: (verdict: Verdict) => void): DecisionForm {
  const approve = button('Approve', { class: 'approve', 'aria-describedby': 'decide-hint' }, () => onDecide('approve'));
  const reject = button('Reject', { class: 'reject' }, () => onDecide('reject'));
  const hint = el('p', { id: 'decide-hint', class: 'hint' });
  const known = { approve: card.content !== undefined && card.hash !== undefined, reject: card.hash !== undefined };
  let waits = false;
  const update = (busy: boolean) => {
    approve.disabled = busy || waits || !known.approve;
    reject.disabled = busy || !known.reject;
  };
  const target = el('p', { class: 'target' }, shown(targetOf(card.capability, card.content)));
  const bar = el('div', { class: 'bar' }, target, hint, el('div', { class: 'buttons' }, reject, approve));
  const heading = el('h2', { id: 'decide-heading' }, 'Your decision');
  const form = el('form', { class: 'panel decide', 'aria-labelledby': 'decide-heading' }, heading);
  form.append(noteField(draft), ...(card.origin === 'chat' ? [] : [notifyField(draft)]), bar);
  form.addEventListener('submit', (event) => event.preventDefault());
  update(false);
  return {
    element: form,
    waitForEnd(value) {
      waits = value;
      hint.textContent = waits ? 'Read to the end of the message to approve.' : '';
      update(false);
    },
    sending(verdict) {
      form.setAttribute('aria-busy', String(verdict !== undefined));
      approve.textContent = verdict === 'approve' ? 'Approving…' : 'Approve';
      reject.textContent = verdict === 'reject' ? 'Rejecting…' : 'Reject';
      update(verdict !== undefined);
    },
  };
}

function noteField(draft: Draft): HTMLElement {
  const area = el('textarea', { id: 'note', rows: '2', maxlength: '500', 'aria-describedby': 'note-hint' });
  area.value = draft.note;
  area.addEventListener('input', () => {
    draft.note = area.value;
  });
  const label = el('label', { for: 'note' }, 'Note ', el('span', { class: 'quiet' }, '(optional)'));
  const hint = 'Kept with the decision; the agent reads it if it is told. At most 500 characters.';
  return el('div', { class: 'field' }, label, area, el('p', { id: 'note-hint', class: 'quiet' }, hint));
}

function notifyField(draft: Draft): HTMLElement {
  const box = el('input', { type: 'checkbox', id: 'notify' });
  box.checked = draft.notifyAgent;
  box.addEventListener('change', () => {
    draft.notifyAgent = box.checked;
  });
  const text = el(
    'span',
    {},
    'Notify agent',
    el('span', { class: 'quiet' }, 'It learns the outcome and may go on working.'),
  );
  return el('label', { class: 'check', for: 'notify' }, box, text);
}

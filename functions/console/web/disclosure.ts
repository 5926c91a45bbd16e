import { el } from './dom.ts';

export type Disclosure = { element: HTMLElement; toggle: HTMLButtonElement; panel: HTMLElement };

/** A button that opens a panel below it. Escape, a click elsewhere or another page closes it. */
export function disclosure(id: string, label: string, face: Node): Disclosure {
  const panel = el('div', { class: 'drop', id, hidden: true });
  const toggle = el(
    'button',
    { type: 'button', class: 'face', 'aria-expanded': 'false', 'aria-controls': id, 'aria-label': label },
    face,
  );
  const element = el('div', { class: 'disclosure' }, toggle, panel);
  const open = (value: boolean) => {
    panel.hidden = !value;
    toggle.setAttribute('aria-expanded', String(value));
  };
  toggle.addEventListener('click', () => open(panel.hidden !== false));
  element.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || panel.hidden) return;
    open(false);
    toggle.focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !element.contains(target)) open(false);
  });
  window.addEventListener('hashchange', () => open(false));
  return { element, toggle, panel };
}

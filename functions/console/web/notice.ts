import { button, el, shown } from './dom.ts';
import { type Explained, explain, type Problem } from './problem-words.ts';

export type Notice = Explained & { problem: Problem };

export function noticeOf(problem: Problem): Notice {
  return { ...explain(problem), problem };
}

/** A refusal, and the button that helps with it if there is one. */
export function noticeView(notice: Notice, does: { signIn: () => void; retry?: () => void }): HTMLElement {
  const { title, what, signIn, retry } = notice;
  return el(
    'div',
    { class: 'notice', role: 'alert' },
    el('p', {}, el('strong', {}, shown(title))),
    el('p', {}, what),
    signIn ? button('Sign in again', { class: 'plain' }, does.signIn) : undefined,
    retry && does.retry ? button('Try again', { class: 'plain' }, does.retry) : undefined,
  );
}

import { button, el, shown } from './dom.ts';
import { type Explained, explain, type Problem } from './problem-words.ts';

export type Notice = Explained;

export function noticeOf(problem: Problem): Notice {
  return explain(problem);
}

/** The card was drawn anew under the eyes of its reader. */
export const CHANGED: Notice = {
  title: 'This changed while you were reading',
  what: 'Read what it says now, then decide on that.',
};

/** A refusal, and the button that helps with it if there is one. */
export function noticeView(
  notice: Notice,
  does: { signIn: () => void; retry?: () => void },
  heading: 'h1' | 'p' = 'p',
): HTMLElement {
  const { title, what, signIn, retry } = notice;
  return el(
    'div',
    { class: 'notice', id: 'notice', role: 'alert', tabindex: '-1' },
    el(heading, { class: 'title' }, shown(title)),
    el('p', {}, what),
    signIn ? button('Sign in again', { class: 'plain' }, does.signIn) : undefined,
    retry && does.retry ? button('Try again', { class: 'plain' }, does.retry) : undefined,
  );
}

import type { Card } from './api-types.ts';
import { cardView, type Next, nextLink, resultView } from './card-view.ts';
import type { Draft, Verdict } from './decide.ts';
import { type DecisionForm, decisionForm } from './decision-form.ts';
import { announce, el } from './dom.ts';
import { CHANGED, type Notice, noticeOf, noticeView } from './notice.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem-words.ts';
import { afterReadingToTheEnd } from './read-to-the-end.ts';
import { stateInWords } from './words.ts';

/** The card that is on the screen, with what the person has entered so far. */
type OnScreen = { card: Card; draft: Draft; form: DecisionForm | undefined };

/** Draws a card as it is told of it, and anew only when it has changed. */
export function cardScreen({ main, signIn, signal }: Page, onDecide: (verdict: Verdict) => void) {
  let now: OnScreen | undefined;
  let notice: Notice | undefined;
  let next: Next = 'unknown';

  const draw = (card: Card) => {
    const draft = now?.draft ?? { note: '', notifyAgent: card.notifyAgentDefault };
    const form = card.state === 'pending' ? decisionForm(card, draft, onDecide) : undefined;
    const problem = notice && noticeView(notice, { signIn: () => void signIn.begin() });
    const view = cardView(card, form?.element ?? resultView(card, next), problem);
    const focused = document.activeElement?.id;
    main.replaceChildren(view.element);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    if (form) afterReadingToTheEnd(view, `${card.round} ${card.hash}`, form.waitForEnd, signal);
    now = { card, draft, form };
    return view;
  };

  return {
    now: () => now,

    show(card: Card) {
      const before = now?.card;
      if (JSON.stringify(before) === JSON.stringify(card)) return;
      if (before && isOtherQuestion(before, card)) notice ??= CHANGED;
      if (card.state !== 'pending' && notice?.retry) notice = undefined;
      const { heading } = draw(card);
      if (!before) heading.focus({ preventScroll: true });
      else if (before.state === 'pending') focusOn(card.state === 'pending' ? 'notice' : 'result-heading');
      if (before && before.state !== card.state) announce(stateInWords(card.state));
    },

    /** The answer to a decision: undefined when it was recorded. */
    answered(problem: Problem | undefined) {
      notice = problem && noticeOf(problem);
      if (now && notice) draw(now.card);
      focusOn('notice');
    },

    leadOn(to: Next) {
      next = to;
      main.querySelector('.next')?.replaceChildren(nextLink(next) ?? '');
    },

    /** There is no card to show. */
    fail(problem: Problem, retry: () => void) {
      now = undefined;
      const view = noticeView(noticeOf(problem), { signIn: () => void signIn.begin(), retry }, 'h1');
      main.replaceChildren(
        el('div', { class: 'alone' }, view, el('a', { class: 'go', href: '#/' }, 'Back to the list')),
      );
      focusOn('notice');
    },
  };
}

function isOtherQuestion(before: Card, card: Card): boolean {
  const bothWait = before.state === 'pending' && card.state === 'pending';
  return bothWait && (before.hash !== card.hash || before.round !== card.round);
}

/** Brings into view, and to who listens, what has just come up. */
function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

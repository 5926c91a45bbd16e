import { type Html, html } from './html.ts';

type NextAnswers<Answer extends string> = {
  /** Where the form posts to. */
  action: string;
  question: string;
  /** What can be chosen, in words. */
  texts: Record<Answer, string>;
  /** In the order in which they are offered. */
  answers: readonly Answer[];
  /** Chosen and not given yet. */
  waiting: readonly Answer[];
};

/** Lets a person choose how the next request of a stand-in ends, to see a failure. */
export function nextAnswerForm<Answer extends string>(form: NextAnswers<Answer>): Html {
  const { action, question, texts, answers, waiting } = form;
  const options = answers.map((answer) => html`<option value="${answer}">${texts[answer]}</option>`);
  const queued = waiting.map((answer) => html`<li>${texts[answer]}</li>`);
  return html`<section class="card"><h2>See a failure</h2>
<p class="quiet">${question}</p>
<form method="post" action="${action}" class="bar">
<select name="answer" aria-label="Next answer">${options}</select><button class="primary">Do this next</button>
</form>
${queued.length > 0 && html`<p class="quiet">Waiting for the next requests:</p><ol>${queued}</ol>`}
</section>`;
}

import { type KeptRequest, OUTSIDE_ANSWERS, type OutsideAnswer } from '../outside/requests.ts';
import { type Html, html } from './html.ts';
import { nextAnswerForm } from './next-answer-form.ts';
import { type Page, page } from './page.ts';

export type RequestsView = { requests: KeptRequest[]; waiting: OutsideAnswer[] };

const SHOWN = 200;

/** @param view.requests all of them, newest first */
export function requestsPage({ requests, waiting }: RequestsView): Page {
  const repeats = requests.filter((request) => request.repeats !== undefined).length;
  const done = requests.length - repeats;
  const main = html`<div class="bar"><h1>Requests</h1><a href="/_local/">Local run</a><a href="/_local/requests.json">JSON</a></div>
<p class="quiet">Every HTTP request that made-up hosts (such as shop.example) got from agents and tools, newest first. Nothing left this machine.</p>
<p class="quiet" role="status">${done} done, ${repeats} ${repeats === 1 ? 'repeat' : 'repeats'} answered without doing it again</p>
${requests.slice(0, SHOWN).map(requestCard)}
${requests.length > SHOWN && html`<p class="quiet">The newest ${SHOWN} are shown; the JSON has them all.</p>`}
${requests.length === 0 && html`<p class="card">Nothing came yet. What comes from now on appears here.</p>`}
${answerForm(waiting)}`;
  return page('Requests', main);
}

function requestCard(request: KeptRequest): Html {
  return html`<article class="card" id="${request.messageId}">
<div class="bar"><h2>${request.method} ${request.host}${request.url}</h2><time class="quiet" datetime="${request.sentAt}">${request.sentAt}</time></div>
${request.repeats !== undefined && html`<p class="quiet">A repeat of <a href="#${request.repeats}">an earlier request</a>, by its key: not done again.</p>`}
${request.body !== '' && html`<div class="text">${request.body}</div>`}
<details><summary>Headers</summary><dl>
${Object.entries(request.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${isCredential(name) ? '(hidden)' : value}</dd>`)}
</dl></details>
</article>
`;
}

function isCredential(name: string): boolean {
  return /authorization|cookie|key$|token|secret/.test(name) && name !== 'idempotency-key';
}

const ANSWER_TEXT: Record<OutsideAnswer, string> = {
  'do-then-hang': 'Do it, then never reply (a lost reply)',
  'do-then-reset': 'Do it, then reset the connection',
  'do-then-server-error': 'Do it, then fail with 500',
  refuse: 'Refuse it with 422',
  throttle: 'Throttle it with 429',
  redirect: 'Do it and redirect elsewhere',
};

function answerForm(waiting: OutsideAnswer[]): Html {
  return nextAnswerForm({
    action: '/_local/requests/next-answer',
    question: 'What should the outside do with the next request? After that it answers 200 again.',
    texts: ANSWER_TEXT,
    answers: OUTSIDE_ANSWERS,
    waiting,
  });
}

import { PROVOCABLE } from '../sms-voice/delivery-events.ts';
import { type KeptPhoneMessage, PHONE_ANSWERS, type PhoneAnswer } from '../sms-voice/phone.ts';
import { type Html, html } from './html.ts';
import { nextAnswerForm } from './next-answer-form.ts';
import { type Page, page } from './page.ts';
import { eventForm } from './provoke-event.ts';

export type PhoneView = { messages: KeptPhoneMessage[]; to: string | undefined; waiting: PhoneAnswer[] };

const SHOWN = 200;

/** @param view.messages all of them, newest first; `to` shows those of one number */
export function phonePage({ messages, to, waiting }: PhoneView): Page {
  const shown = to === undefined ? messages : messages.filter((message) => message.to === to);
  const main = html`<div class="bar"><h1>Phone</h1><a href="/_local/">Local run</a><a href="/_local/phone.json">JSON</a></div>
<p class="quiet">Every text message and call that was sent from this machine, newest first. No phone rang.</p>
${numberFilter(messages, to)}
<p class="quiet" role="status">${count(shown)}${to !== undefined && ` to ${to}`}</p>
${shown.slice(0, SHOWN).map(messageCard)}
${shown.length > SHOWN && html`<p class="quiet">The newest ${SHOWN} are shown; the JSON has them all.</p>`}
${shown.length === 0 && html`<p class="card">Nothing has been sent yet. What is sent from now on appears here.</p>`}
${answerForm(waiting)}`;
  return page('Phone', main);
}

function count(messages: KeptPhoneMessage[]): string {
  const texts = messages.filter(({ kind }) => kind === 'text').length;
  const calls = messages.length - texts;
  return `${texts} ${texts === 1 ? 'text' : 'texts'} and ${calls} ${calls === 1 ? 'call' : 'calls'}`;
}

function numberFilter(messages: KeptPhoneMessage[], to: string | undefined): Html | undefined {
  const numbers = [...new Set(messages.map((message) => message.to))].toSorted();
  if (numbers.length === 0) return undefined;
  const links = numbers.map(
    (number) =>
      html`<li><a href="/_local/phone?to=${encodeURIComponent(number)}"${current(number === to)}>${number}</a></li>`,
  );
  return html`<nav aria-label="Numbers"><ul class="chips">
<li><a href="/_local/phone"${current(to === undefined)}>Everybody</a></li>${links}
</ul></nav>`;
}

function current(is: boolean): Html | undefined {
  return is ? { markup: ' aria-current="page"' } : undefined;
}

function messageCard(message: KeptPhoneMessage): Html {
  const title = message.kind === 'text' ? 'Text to' : 'Call to';
  return html`<article class="card" id="${message.messageId}">
<div class="bar"><h2>${title} ${message.to}</h2><time class="quiet" datetime="${message.sentAt}">${message.sentAt}</time></div>
${message.kind === 'call' && html`<p class="quiet">Said by ${message.voiceId ?? 'MATTHEW'}:</p>`}
<div class="text">${message.text}</div>
<details><summary>How it was sent</summary><dl>
${row('From', message.from)}${row('Valid for', message.timeToLive === undefined ? undefined : `${message.timeToLive} seconds`)}
${row('Most it may cost', message.maxPrice && `${message.maxPrice} USD${message.kind === 'call' ? ' a minute' : ''}`)}
${row('Configuration set', message.configurationSet)}
${Object.entries(message.context).map(([name, value]) => row(`Context ${name}`, value))}
${row('Message id', message.messageId)}${row('Sent by', message.sentBy)}
</dl></details>
${eventForm('phone', message.messageId, PROVOCABLE[message.kind])}
</article>
`;
}

function row(name: string, value: string | undefined): Html {
  return value ? html`<dt>${name}</dt><dd>${value}</dd>` : { markup: '' };
}

const ANSWER_TEXT: Record<PhoneAnswer, string> = {
  'accept-then-hang': 'Send it, then never reply (a lost reply)',
  'accept-then-server-error': 'Send it, then fail with 500',
  'accept-then-silence': 'Send it, fail with 500, and let nothing be heard of it',
  'opted-out': 'Refuse it: the person opted out',
  'spend-limit': 'Refuse it: the month’s money is spent',
  throttle: 'Throttle it (ThrottlingException)',
  'server-error': 'Fail with 500 and send nothing',
};

function answerForm(waiting: PhoneAnswer[]): Html {
  return nextAnswerForm({
    action: '/_local/phone/next-answer',
    question: 'What should the phone service do with the next text or call? After that it accepts again.',
    texts: ANSWER_TEXT,
    answers: PHONE_ANSWERS,
    waiting,
  });
}

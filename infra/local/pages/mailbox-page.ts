import type { MailAttachment } from '../ses/mail.ts';
import { type KeptMail, MAIL_ANSWERS, type MailAnswer } from '../ses/mailbox.ts';
import { SES_EVENT_TYPES } from '../ses/ses-event.ts';
import { type Html, html } from './html.ts';
import { attachmentPath } from './mail-attachments.ts';
import { nextAnswerForm } from './next-answer-form.ts';
import { type Page, page } from './page.ts';
import { eventForm } from './provoke-event.ts';

export type MailboxView = { mails: KeptMail[]; to: string | undefined; waiting: MailAnswer[] };

const SHOWN = 200;

/** @param view.mails all of them, newest first; `to` shows those of one recipient */
export function mailboxPage({ mails, to, waiting }: MailboxView): Page {
  const shown = to === undefined ? mails : mails.filter((mail) => recipientsOf(mail).includes(to));
  const count = `${shown.length} ${shown.length === 1 ? 'message' : 'messages'}`;
  const main = html`<div class="bar"><h1>Mailbox</h1><a href="/_local/">Local run</a><a href="/_local/mail-in">Send a mail in</a><a href="/_local/mailbox.json">JSON</a></div>
<p class="quiet">Everything that was sent from this machine, newest first. Nothing left it.</p>
${recipientFilter(mails, to)}
<p class="quiet" role="status">${count}${to !== undefined && ` to ${to}`}</p>
${shown.slice(0, SHOWN).map(mailCard)}
${shown.length > SHOWN && html`<p class="quiet">The newest ${SHOWN} are shown; the JSON has them all.</p>`}
${shown.length === 0 && html`<p class="card">Nothing has been sent yet. What is sent from now on appears here.</p>`}
${answerForm(waiting)}`;
  return page('Mailbox', main);
}

function recipientFilter(mails: KeptMail[], to: string | undefined): Html | undefined {
  const recipients = [...new Set(mails.flatMap(recipientsOf))].toSorted();
  if (recipients.length === 0) return undefined;
  const links = recipients.map(
    (address) =>
      html`<li><a href="/_local/mailbox?to=${encodeURIComponent(address)}"${current(address === to)}>${address}</a></li>`,
  );
  return html`<nav aria-label="Recipients"><ul class="chips">
<li><a href="/_local/mailbox"${current(to === undefined)}>Everybody</a></li>${links}
</ul></nav>`;
}

function current(is: boolean): Html | undefined {
  return is ? { markup: ' aria-current="page"' } : undefined;
}

/** Bare addresses of To, Cc and Bcc. */
export function recipientsOf({ to, cc, bcc }: Pick<KeptMail, 'to' | 'cc' | 'bcc'>): string[] {
  return [...to, ...cc, ...bcc].map((written) => /<([^<>]*)>\s*$/.exec(written)?.[1] ?? written);
}

function mailCard(mail: KeptMail): Html {
  return html`<article class="card" id="${mail.messageId}">
<div class="bar"><h2>${mail.subject || '(no subject)'}</h2><time class="quiet" datetime="${mail.sentAt}">${mail.sentAt}</time></div>
<dl>
${row('From', mail.from)}${row('To', mail.to.join(', '))}${row('Cc', mail.cc.join(', '))}${row('Bcc', mail.bcc.join(', '))}
${row('Reply-To', mail.replyTo.join(', '))}
${mail.attachments.map((attachment, at) => attachmentRow(attachment, attachmentPath(mail.messageId, at)))}
</dl>
${mail.text !== undefined && html`<div class="text">${linked(mail.text)}</div>`}
${mail.html !== undefined && htmlBody(mail.html, mail.text === undefined)}
${mail.text === undefined && mail.html === undefined && mail.raw !== undefined && html`<pre>${mail.raw}</pre>`}
<details><summary>Headers and how it was sent</summary><dl>
${mail.headers.map(({ name, value }) => row(name, value))}
${mail.tags.map(({ name, value }) => row(`Tag ${name}`, value))}
${row('Message id', mail.messageId)}${row('Sent by', mail.sentBy)}${row('Configuration set', mail.configurationSet)}
</dl></details>
${eventForm('mailbox', mail.messageId, SES_EVENT_TYPES)}
</article>
`;
}

function row(name: string, value: string | undefined): Html {
  return value ? html`<dt>${name}</dt><dd>${value}</dd>` : { markup: '' };
}

function attachmentRow({ fileName, contentType, bytes, sha256 }: MailAttachment, path: string): Html {
  return html`<dt>Attachment</dt><dd><a href="${path}" download>${fileName}</a> ${contentType}, ${bytes} bytes, sha256 ${sha256}</dd>`;
}

/** In the frame nothing runs, loads or navigates. */
function htmlBody(markup: string, open: boolean): Html {
  return html`<details${open && { markup: ' open' }}><summary>HTML body</summary><iframe sandbox="" title="HTML body" srcdoc="${markup}"></iframe><pre>${markup}</pre></details>`;
}

/** The text with its http links made clickable; a full stop or bracket after a link is not of it. */
function linked(text: string): Html[] {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'])/).map((part, at) => {
    const isLink = at % 2 === 1 && URL.canParse(part);
    return isLink ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>` : html`${part}`;
  });
}

const ANSWER_TEXT: Record<MailAnswer, string> = {
  'accept-then-hang': 'Send it, then never reply (a lost reply)',
  'accept-then-server-error': 'Send it, then fail with 500',
  'accept-then-silence': 'Send it, fail with 500, and let nothing be heard of it',
  refuse: 'Refuse it (MessageRejected)',
  throttle: 'Throttle it (TooManyRequestsException)',
  'server-error': 'Fail with 500 and send nothing',
};

function answerForm(waiting: MailAnswer[]): Html {
  return nextAnswerForm({
    action: '/_local/mailbox/next-answer',
    question: 'What should the mail service do with the next request to send? After that it accepts again.',
    texts: ANSWER_TEXT,
    answers: MAIL_ANSWERS,
    waiting,
  });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost } from '../http-api/loopback-host.ts';
import { readBody } from '../http-api/read-body.ts';
import { OUTSIDE_ANSWERS, type RequestStore } from '../outside/requests.ts';
import { MAIL_ANSWERS, type MailStore } from '../ses/mailbox.ts';
import { PHONE_ANSWERS, type PhoneStore } from '../sms-voice/phone.ts';
import { type DeadLetterRow, type FunctionRow, indexPage, type Place } from './index-page.ts';
import { mailboxPage, recipientsOf } from './mailbox-page.ts';
import { phonePage } from './phone-page.ts';
import { requestsPage } from './requests-page.ts';

export type LocalPagesDeps = {
  mailbox: MailStore;
  phone: PhoneStore;
  requests: RequestStore;
  /** Console, sign-in and so on: what a person may want to open. */
  places: Place[];
  functions: FunctionRow[];
  /** Oldest first. */
  deadLetters?: () => Promise<DeadLetterRow[]>;
};

type Answer = { status: number; headers?: Record<string, string>; body?: string };

/** Serves `/_local/`: an index, and what left this machine as pages and as JSON, with knobs for the next answers. */
export function localPages(deps: LocalPagesDeps) {
  return async function pages(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers, body } = await answer(deps, request);
    response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers }).end(body);
  };
}

async function answer(deps: LocalPagesDeps, request: IncomingMessage): Promise<Answer> {
  if (!isLoopbackHost(request.headers.host)) return { status: 403 };
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local');
  const to = searchParams.get('to') ?? undefined;
  switch (`${request.method} ${pathname}`) {
    case 'GET /_local':
    case 'GET /_local/': {
      const deadLetters = (await deps.deadLetters?.()) ?? [];
      return { status: 200, ...indexPage({ ...deps, deadLetters }) };
    }
    case 'GET /_local/mailbox': {
      const view = { mails: deps.mailbox.messages(), to, waiting: deps.mailbox.waitingAnswers() };
      return { status: 200, ...mailboxPage(view) };
    }
    case 'GET /_local/mailbox.json':
      return json(
        200,
        deps.mailbox.messages().filter((mail) => to === undefined || recipientsOf(mail).includes(to)),
      );
    case 'POST /_local/mailbox/next-answer':
      return setNextAnswer('mailbox', MAIL_ANSWERS, deps.mailbox, request);
    case 'GET /_local/phone': {
      const view = { messages: deps.phone.messages(), to, waiting: deps.phone.waitingAnswers() };
      return { status: 200, ...phonePage(view) };
    }
    case 'GET /_local/phone.json':
      return json(
        200,
        deps.phone.messages().filter((message) => to === undefined || message.to === to),
      );
    case 'POST /_local/phone/next-answer':
      return setNextAnswer('phone', PHONE_ANSWERS, deps.phone, request);
    case 'GET /_local/requests': {
      const view = { requests: deps.requests.messages(), waiting: deps.requests.waitingAnswers() };
      return { status: 200, ...requestsPage(view) };
    }
    case 'GET /_local/requests.json':
      return json(200, deps.requests.messages());
    case 'POST /_local/requests/next-answer':
      return setNextAnswer('requests', OUTSIDE_ANSWERS, deps.requests, request);
    default:
      return json(404, { message: `Nothing is at ${pathname}: open /_local/.` });
  }
}

async function setNextAnswer<Known extends string>(
  place: string,
  known: readonly Known[],
  outbox: { nextAnswer(answer: Known): void },
  request: IncomingMessage,
): Promise<Answer> {
  if (!isSameOrigin(request)) return json(403, { message: 'Only the pages of this machine may change anything.' });
  const text = (await readBody(request, 10_000))?.toString('utf8') ?? '';
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const wanted = isForm ? new URLSearchParams(text).get('answer') : readAnswer(text);
  const answer = known.find((one) => one === wanted);
  if (answer === undefined) return json(400, { message: `answer must be one of ${known.join(', ')}.` });
  outbox.nextAnswer(answer);
  return isForm ? { status: 303, headers: { location: `/_local/${place}` } } : { status: 204 };
}

/** Browsers name the page that a POST comes from; what names none is no browser, and no page can make it be sent. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return headers.origin === `http://${headers.host}`;
  return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
}

function readAnswer(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'answer' in value ? value.answer : undefined;
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): Answer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(value, undefined, 2) };
}

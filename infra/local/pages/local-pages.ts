import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Bus } from '../events/bus.ts';
import { isLoopbackHost } from '../http-api/loopback-host.ts';
import type { Smtp } from '../inbound/start-smtp.ts';
import { OUTSIDE_ANSWERS, type RequestStore } from '../outside/requests.ts';
import type { MailEvents } from '../ses/delivery-events.ts';
import { MAIL_ANSWERS, type MailStore } from '../ses/mailbox.ts';
import { SES_EVENT_TYPES } from '../ses/ses-event.ts';
import { type Carrier, PROVOCABLE } from '../sms-voice/delivery-events.ts';
import { type KeptPhoneMessage, PHONE_ANSWERS, type PhoneStore } from '../sms-voice/phone.ts';
import { type DeadLetterRow, type FunctionRow, indexPage, type Place } from './index-page.ts';
import { attachmentAt, withoutBytes } from './mail-attachments.ts';
import { mailInPage, sendMailIn } from './mail-in-page.ts';
import { mailboxPage, recipientsOf } from './mailbox-page.ts';
import { type Answer, json, refuseOtherSites, takeChoice } from './page-request.ts';
import { phonePage } from './phone-page.ts';
import { eventPath, provokeEvent } from './provoke-event.ts';
import { putEvent } from './put-event.ts';
import { requestsPage } from './requests-page.ts';

export type LocalPagesDeps = {
  mailbox: MailStore;
  mailEvents: Pick<MailEvents, 'provoke'>;
  phone: PhoneStore;
  carrier: Pick<Carrier, 'provoke'>;
  requests: RequestStore;
  /** Where mail comes in. */
  smtp: Pick<Smtp, 'host' | 'port'>;
  /** Puts an event on the workspace's bus. */
  putEvent: Bus['put'];
  busName: string;
  /** Console, sign-in and so on: what a person may want to open. */
  places: Place[];
  functions: FunctionRow[];
  /** Ends what a function is doing, in the midst of it; how many invocations that were. */
  cutShort: (functionId: string) => Promise<number>;
  /** Oldest first. */
  deadLetters?: () => Promise<DeadLetterRow[]>;
};

/** Of the example's email trigger. */
const EXAMPLE_ADDRESS = 'invoices@agents.countersign.example';

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
  const ended = /^\/_local\/functions\/([^/]+)\/end$/.exec(pathname)?.[1];
  if (request.method === 'POST' && ended !== undefined) return endFunction(deps, ended, request);
  const wanted = request.method === 'POST' && eventPath(pathname);
  if (wanted) return tellEvent(deps, wanted, request);
  const attachment = request.method === 'GET' && attachmentAt(deps.mailbox.messages(), pathname);
  if (attachment) return attachment;
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
        withoutBytes(deps.mailbox.messages()).filter((mail) => to === undefined || recipientsOf(mail).includes(to)),
      );
    case 'POST /_local/mailbox/next-answer':
      return setNextAnswer('mailbox', MAIL_ANSWERS, deps.mailbox, request);
    case 'GET /_local/mail-in':
      return { status: 200, ...mailInPage(deps.smtp, to ?? EXAMPLE_ADDRESS) };
    case 'POST /_local/mail-in':
      return sendMailIn(request, deps.smtp);
    case 'POST /_local/events':
      return putEvent(request, deps.putEvent, deps.busName);
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

/** What a crash in the midst of an invocation does, wherever that is: for chaos, and for the curious. */
async function endFunction({ functions, cutShort }: LocalPagesDeps, id: string, request: IncomingMessage) {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const known = functions.map((each) => each.id);
  if (!known.includes(id)) return json(404, { message: `There is no function ${id}: ${known.join(', ')}.` });
  return json(200, { ended: await cutShort(id) });
}

/** Says of an email, a text or a call what a person wants its provider to say. */
function tellEvent(deps: LocalPagesDeps, wanted: NonNullable<ReturnType<typeof eventPath>>, request: IncomingMessage) {
  if (wanted.place === 'mailbox') {
    const { provoke } = deps.mailEvents;
    return provokeEvent(request, {
      ...wanted,
      messages: deps.mailbox.messages(),
      known: () => SES_EVENT_TYPES,
      provoke,
    });
  }
  const { provoke } = deps.carrier;
  const known = ({ kind }: KeptPhoneMessage) => PROVOCABLE[kind];
  return provokeEvent(request, { ...wanted, messages: deps.phone.messages(), known, provoke });
}

async function setNextAnswer<Known extends string>(
  place: string,
  known: readonly Known[],
  outbox: { nextAnswer(answer: Known): void },
  request: IncomingMessage,
): Promise<Answer> {
  const choice = { field: 'answer', known, backTo: `/_local/${place}` };
  return refuseOtherSites(request) ?? takeChoice(request, choice, (answer) => outbox.nextAnswer(answer));
}

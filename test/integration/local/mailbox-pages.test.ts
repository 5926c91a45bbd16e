import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openRequests } from '../../../infra/local/outside/requests.ts';
import { localPages } from '../../../infra/local/pages/local-pages.ts';
import type { Mail } from '../../../infra/local/ses/mail.ts';
import { openMailbox } from '../../../infra/local/ses/mailbox.ts';
import { openPhone } from '../../../infra/local/sms-voice/phone.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';

const mail: Mail = {
  from: 'Agent <agents@agents.countersign.example>',
  to: ['Ada <ada@example.com>'],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Hello <img src=x onerror=alert(1)>',
  headers: [],
  attachments: [],
  tags: [],
};

async function pages() {
  const mailbox = await openMailbox(await emptyDirectory());
  const phone = await openPhone(await emptyDirectory());
  const requests = await openRequests(await emptyDirectory());
  const cut: string[] = [];
  const serve = localPages({
    ...{ mailbox, phone, requests, carrier: { provoke: async () => undefined } },
    mailEvents: { provoke: async () => undefined },
    ...{ smtp: { host: '127.0.0.1', port: 0 }, busName: 'bus', putEvent: async () => ({ EventId: 'e' }) },
    places: [{ name: 'Console', url: 'http://127.0.0.1:4700/', note: 'approve things' }],
    functions: [{ id: 'Webhook', startedBy: 'POST /hooks/{triggerId}' }],
    cutShort: async (id) => cut.push(id),
    deadLetters: async () => [
      { queueArn: 'arn:aws:sqs:::NotifyFailed', at: '2026-11-23T08:00:00.000Z', message: { a: '<b>' } },
    ],
  });
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await closing(Promise.resolve({ close: async () => void server.close().closeAllConnections() }));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const text = async (path: string) => (await fetch(url + path)).text();
  return { url, text, mailbox, phone, requests, cut };
}

describe('the mailbox page', () => {
  it('shows what was sent, escaped, with web links only to click', async () => {
    const { text, mailbox } = await pages();
    await mailbox.accept(
      { ...mail, text: 'Open (https://x.example/a?b=1&c=2). Not javascript:alert(1)\n<i>' },
      'Notify',
    );
    const page = await text('/_local/mailbox');
    expect(page).toContain('Hello &lt;img src=x onerror=alert(1)&gt;');
    expect(page).toContain('(<a href="https://x.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">');
    expect(page).toContain('</a>). Not javascript:alert(1)\n&lt;i&gt;');
    expect(page).not.toContain('<img');
  });

  it('keeps an HTML body in a frame that may do nothing', async () => {
    const { text, mailbox } = await pages();
    await mailbox.accept({ ...mail, html: '<p>"hi"</p><script>top.x=1</script>' }, 'Notify');
    const page = await text('/_local/mailbox');
    expect(page).toContain(
      '<iframe sandbox="" title="HTML body" srcdoc="&lt;p&gt;&quot;hi&quot;&lt;/p&gt;&lt;script&gt;',
    );
    expect(page).not.toContain('<script');
  });

  it('runs and loads nothing by policy', async () => {
    const { url } = await pages();
    const policy = (await fetch(`${url}/_local/mailbox`)).headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; img-src data:; style-src 'sha256-[^']+'; form-action 'self';/);
  });

  it('shows one person their mail, and as JSON too', async () => {
    const { url, text, mailbox } = await pages();
    await mailbox.accept({ ...mail, subject: 'for Ada' }, 'Notify');
    await mailbox.accept({ ...mail, subject: 'for Bob', to: [], bcc: ['bob+x@example.com'] }, 'Notify');
    const bob = `?to=${encodeURIComponent('bob+x@example.com')}`;
    expect(await text(`/_local/mailbox${bob}`)).not.toContain('for Ada');
    expect(await (await fetch(`${url}/_local/mailbox.json${bob}`)).json()).toMatchObject([{ subject: 'for Bob' }]);
    expect(await (await fetch(`${url}/_local/mailbox.json`)).json()).toEqual(mailbox.messages());
  });
});

describe('the next answer', () => {
  const set = (url: string, init: RequestInit) =>
    fetch(`${url}/_local/mailbox/next-answer`, { method: 'POST', redirect: 'manual', ...init });
  const json = JSON.stringify({ answer: 'throttle' });

  it('is set by the form of the page and by a program', async () => {
    const { url, mailbox } = await pages();
    const form = await set(url, { headers: { origin: url }, body: new URLSearchParams({ answer: 'refuse' }) });
    expect(form.headers.get('location')).toBe('/_local/mailbox');
    expect((await set(url, { body: json })).status).toBe(204);
    expect(mailbox.waitingAnswers()).toEqual(['refuse', 'throttle']);
  });

  it('is not set by the page of another site, nor by reading', async () => {
    const { url, mailbox } = await pages();
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await set(url, { headers, body: json })).status).toBe(403);
    }
    expect((await fetch(`${url}/_local/mailbox/next-answer?answer=refuse`)).status).toBe(404);
    expect(mailbox.waitingAnswers()).toEqual([]);
  });

  it('is one of those that there are', async () => {
    const { url } = await pages();
    expect(await (await set(url, { body: '{"answer":"explode"}' })).json()).toMatchObject({
      message: expect.stringContaining('accept-then-hang'),
    });
  });
});

describe('phone and requests', () => {
  it('are shown, as JSON too, each with a knob of its own', async () => {
    const { url, text, mailbox, phone, requests } = await pages();
    await phone.accept(
      { kind: 'text', to: '+46701740605', from: 'pool-1', text: 'Hej <b>', context: {} },
      'SmsExecutor',
    );
    await requests.accept({ method: 'POST', host: 'shop.example', url: '/r', headers: {}, body: '<i>' }, 'a function');
    expect(await text('/_local/phone')).toContain('Hej &lt;b&gt;');
    expect(await text('/_local/requests')).toContain('&lt;i&gt;');
    const json = async (path: string) => (await fetch(url + path)).json();
    expect(await json(`/_local/phone.json?to=${encodeURIComponent('+46701740605')}`)).toEqual(phone.messages());
    expect(await json(`/_local/phone.json?to=${encodeURIComponent('+1')}`)).toEqual([]);
    expect(await json('/_local/requests.json')).toEqual(requests.messages());
    for (const place of ['phone', 'requests']) {
      const body = '{"answer":"throttle"}';
      expect((await fetch(`${url}/_local/${place}/next-answer`, { method: 'POST', body })).status).toBe(204);
    }
    expect([phone, requests, mailbox].map((outbox) => outbox.waitingAnswers())).toEqual([
      ['throttle'],
      ['throttle'],
      [],
    ]);
  });
});

describe('a function', () => {
  const endIt = (url: string, id: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/_local/functions/${id}/end`, { method: 'POST', headers });

  it('is ended in the midst of its work, and the answer says of how much', async () => {
    const { url, cut } = await pages();
    expect(await (await endIt(url, 'Webhook')).json()).toEqual({ ended: 1 });
    expect(cut).toEqual(['Webhook']);
  });

  it('that is not there is refused by name, and a page of another site or a GET ends nothing', async () => {
    const { url, cut } = await pages();
    const unknown = await endIt(url, 'Webhok');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toEqual({ message: 'There is no function Webhok: Webhook.' });
    expect((await endIt(url, 'Webhook', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await fetch(`${url}/_local/functions/Webhook/end`)).status).toBe(404);
    expect(cut).toEqual([]);
  });
});

describe('the index', () => {
  it('says where things are, what starts each function and what was given up', async () => {
    const { text } = await pages();
    const index = await text('/_local/');
    for (const part of [
      'http://127.0.0.1:4700/',
      '/_local/phone',
      '/_local/requests',
      'POST /hooks/{triggerId}',
      'NotifyFailed',
      '&lt;b&gt;',
    ]) {
      expect(index).toContain(part);
    }
  });

  it('says that the database can be reached from the network, and what guards it', async () => {
    const { text } = await pages();
    expect(await text('/_local/')).toMatch(/DynamoDB Local, listens on the network as well.* without the random key/);
  });
});

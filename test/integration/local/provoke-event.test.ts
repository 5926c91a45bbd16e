import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openRequests } from '../../../infra/local/outside/requests.ts';
import { localPages } from '../../../infra/local/pages/local-pages.ts';
import { openMailbox } from '../../../infra/local/ses/mailbox.ts';
import { openPhone } from '../../../infra/local/sms-voice/phone.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';

const MAIL = {
  ...{ from: 'agents@agents.acme.example', to: ['dana@customer.example'], cc: [], bcc: [], replyTo: [] },
  ...{ subject: 'Hello', headers: [], attachments: [], tags: [] },
};
const TEXT = { kind: 'text', to: '+46701740605', from: 'pool-1', text: 'Hej', context: {} } as const;

type Said = { messageId: string; eventType: string };

async function pages() {
  const mailbox = await openMailbox(await emptyDirectory());
  const phone = await openPhone(await emptyDirectory());
  const said: { mailbox: Said[]; phone: Said[] } = { mailbox: [], phone: [] };
  const told = (by: Said[]) => ({
    provoke: async ({ messageId }: { messageId: string }, eventType: string) => void by.push({ messageId, eventType }),
  });
  const serve = localPages({
    ...{ mailbox, phone, requests: await openRequests(await emptyDirectory()) },
    ...{ mailEvents: told(said.mailbox), carrier: told(said.phone) },
    ...{
      ...{ smtp: { host: '127.0.0.1', port: 0 }, busName: 'bus', putEvent: async () => ({ EventId: 'e' }) },
      places: [],
      functions: [],
      cutShort: async () => 0,
    },
  });
  const server = createServer((message, response) => void serve(message, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await closing(Promise.resolve({ close: async () => void server.close().closeAllConnections() }));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const kept = { mailbox: await mailbox.accept(MAIL, 'EmailExecutor'), phone: await phone.accept(TEXT, 'SmsExecutor') };
  const post = (path: string, init: RequestInit) =>
    fetch(`${url}/_local/${path}`, { method: 'POST', redirect: 'manual', ...init });
  return { url, post, kept, said };
}

describe.each([
  { place: 'mailbox', event: 'Rendering Failure', unknown: 'TEXT_DELIVERED', some: /Delivery, Bounce, Complaint/ },
  { place: 'phone', event: 'TEXT_DELIVERED', unknown: 'VOICE_ANSWERED', some: /TEXT_DELIVERED, TEXT_SUCCESSFUL/ },
] as const)('what became of a message on the page of $place', ({ place, event, unknown, some }) => {
  const json = JSON.stringify({ event });

  it('is said by the form that stands with each message, and by a program', async () => {
    const { url, post, kept, said } = await pages();
    const { messageId } = kept[place];
    const page = await (await fetch(`${url}/_local/${place}`)).text();
    expect(page).toContain(`<form method="post" action="/_local/${place}/${messageId}/event"`);
    expect(page).toContain(`<option>${event}</option>`);
    const form = await post(`${place}/${messageId}/event`, {
      ...{ headers: { origin: url }, body: new URLSearchParams({ event }) },
    });
    expect([form.status, form.headers.get('location')]).toEqual([303, `/_local/${place}#${messageId}`]);
    expect((await post(`${place}/${messageId}/event`, { body: json })).status).toBe(204);
    const once = { messageId, eventType: event };
    expect(said).toEqual({ mailbox: [], phone: [], [place]: [once, once] });
  });

  it('is not said of what is not there, nor of a message of the other page', async () => {
    const { post, kept, said } = await pages();
    const other = kept[place === 'phone' ? 'mailbox' : 'phone'].messageId;
    for (const messageId of ['nobody', other]) {
      const response = await post(`${place}/${messageId}/event`, { body: json });
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ message: `There is no message ${messageId}.` });
    }
    expect(said).toEqual({ mailbox: [], phone: [] });
  });

  it('is one of what can become of it, and the refusal names those', async () => {
    const { post, kept, said } = await pages();
    for (const body of [JSON.stringify({ event: unknown }), '{"event":["Delivery"]}', '{}', 'no json']) {
      const response = await post(`${place}/${kept[place].messageId}/event`, { body });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ message: expect.stringMatching(some) });
    }
    expect(said).toEqual({ mailbox: [], phone: [] });
  });

  it('is not said by the page of another site, by another host name, nor by reading', async () => {
    const { url, post, kept, said } = await pages();
    const path = `${place}/${kept[place].messageId}/event`;
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await post(path, { headers, body: json })).status).toBe(403);
    }
    // Only node:http sends a Host of one's choice.
    const rebound = request(`${url}/_local/${path}`, { method: 'POST', headers: { host: 'evil.example' } }).end(json);
    const [answer] = await once(rebound, 'response');
    expect(answer.statusCode).toBe(403);
    expect((await fetch(`${url}/_local/${path}?event=${event}`)).status).toBe(404);
    expect(said).toEqual({ mailbox: [], phone: [] });
  });
});

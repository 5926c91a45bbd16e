import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { ToolSettings, targetOf } from '#shared/guardrail/tool-settings.ts';
import { prepareCall } from '../../functions/execution/executors/tool/prepare-call.ts';
import { aTool } from '../support/builders.ts';
import { closing } from '../support/closing.ts';
import { type Reply, startEffectServer } from '../support/effect-server.ts';
import { aTry, sendPrepared } from '../support/prepared.ts';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const TARGET = { kind: 'https', url: 'https://tools.example/refund', secretName: 'REFUND' };
const tool = ToolSettings.parse(aTool({ target: TARGET, idempotent: { keyLifeSeconds: 86_400 } }));

describe('a tool behind a real server', () => {
  let reply: Reply;
  beforeEach(() => {
    reply = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"refunded":5}');
  });

  async function aWorld() {
    const server = await closing(startEffectServer((response, request) => reply(response, request)));
    const reach = { lookup: async () => [], localHosts: new Map([['tools.example', { port: server.port }]]) };
    const lambda = { send: () => Promise.reject(new Error('no function is called')) } as never;
    const prepare = prepareCall({ ...{ now: () => new Date(), reach, lambda }, getSecret: async () => SECRET });
    const input = { tool: tool.name, target: targetOf(tool), input: { order: 'A1' } };
    return { server, call: () => sendPrepared(prepare({ input }, aTry({ tools: [tool] }))) };
  }

  it('is called with a signature over exactly the bytes that it gets, and its answer is kept', async () => {
    const { server, call } = await aWorld();
    expect(await call()).toMatchObject({
      ...{ known: 'done', code: 'http_200' },
      answer: { status: 200, contentType: 'application/json', body: '{"refunded":5}', truncated: false },
    });
    const [request] = server.effects;
    const signed = new Webhook(SECRET).verify(request?.body ?? '', request?.headers as Record<string, string>);
    expect(signed).toEqual({ idempotencyKey: 'act_1#1', input: { order: 'A1' } });
  });

  it('that echoes the secret it is called with shows nothing of it', async () => {
    reply = (response) =>
      response.writeHead(400, { 'content-type': 'text/plain', 'x-key': SECRET }).end(`bad ${SECRET}`);
    const { call } = await aWorld();
    const result = await call();
    expect(result).toMatchObject({ known: 'refused', answer: { status: 400, body: 'bad [secret REFUND]' } });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  it('that did it and was not heard is unknown, and is asked again under the same key', async () => {
    reply = (response) => void response.destroy();
    const { server, call } = await aWorld();
    expect(await call()).toMatchObject({ known: 'unknown' });
    expect(await call()).toMatchObject({ known: 'unknown' });
    expect(server.effects.map(({ headers }) => headers['webhook-id'])).toEqual(['act_1#1', 'act_1#1']);
    expect(new Set(server.effects.map(({ body }) => body)).size).toBe(1);
  });
});

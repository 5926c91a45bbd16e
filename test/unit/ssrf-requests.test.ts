import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHttpTarget } from '#shared/action/http-target.ts';
import { prepareAttempt } from '../../functions/execution/executors/http/attempt-request.ts';
import { type Lookup, lookupAll } from '../../shared/outbound/resolve-public.ts';
import { sendPrepared } from '../support/prepared.ts';

/** Counts who comes: nobody may. */
describe('a listener on this machine', () => {
  let guarded: Server;
  let port: number;
  let connections = 0;
  beforeAll(async () => {
    guarded = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    guarded.listen(0, '127.0.0.1');
    await once(guarded, 'listening');
    const address = guarded.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => void guarded.close());

  async function request(url: string, lookup: Lookup, withinMs = 60_000) {
    const target = readHttpTarget(url);
    if (!target) return { known: 'refused', code: 'unreadable_url' };
    const outgoing = { method: 'GET', target, headers: {}, body: undefined };
    const sender = { now: () => new Date(), reach: { lookup, localHosts: new Map() }, timeoutMs: withinMs };
    const about = { secrets: new Map(), idempotencyKey: 'act_1#1', idempotent: false };
    return sendPrepared(prepareAttempt(sender, outgoing, { ...about, signal: AbortSignal.timeout(withinMs) }));
  }

  it.each([
    ...[
      '127.0.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '１２７.0.0.1',
      '①②⑦.0.0.1',
      '0',
      '0.0.0.0',
    ],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      'localhost',
      'localhost.',
      '127.0.0.1.',
    ],
    ...[
      'user@127.0.0.1',
      'acme.example@127.0.0.1',
      'a.localhost',
      'localhost.localdomain',
      '%6c%6f%63%61%6chost',
      '127。0。0。1',
    ],
    ...['0x7f.0.0.1', '017700000001', '127.0.1', '0177.1', 'ⓛocalhost', '127.0.0.1%00.acme.example'],
    ...['[0:0:0:0:0:0:0:1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[fe80::1]'],
    // The services of metadata and credentials, and what is private.
    ...['169.254.169.254', '169.254.170.2', '2852039166', '[fd00:ec2::254]', '[::ffff:a9fe:a9fe]'],
    ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1', '255.255.255.255', '[fc00::1]'],
  ])('is not reached by https://%s', async (host) => {
    const { known } = await request(`https://${host}:${port}/`, lookupAll);
    expect(['refused', 'not_begun']).toContain(known);
    expect(connections).toBe(0);
  });

  const answers =
    (...addresses: string[]): Lookup =>
    async () =>
      addresses.map((address) => ({ address }));

  it.each([
    ['one address inside', answers('127.0.0.1')],
    ['a public address and one inside', answers('93.184.216.34', '127.0.0.1')],
    ['one inside in IPv6', answers('93.184.216.34', '::1')],
    ['a mapped one', answers('::ffff:127.0.0.1')],
    ['a metadata service', answers('169.254.169.254')],
  ])('is not reached by a name that has %s', async (_, lookup) => {
    expect(await request(`https://evil.example:${port}/`, lookup)).toEqual({
      known: 'refused',
      code: 'address_not_public',
    });
    expect(connections).toBe(0);
  });

  it.each([
    [async () => [], 'ENOTFOUND'],
    [async () => Promise.reject(Object.assign(new Error('no'), { code: 'EAI_AGAIN' })), 'EAI_AGAIN'],
    [() => new Promise<never>(() => undefined), 'timeout', 500],
  ] satisfies [Lookup, string, number?][])('is not waited for when a name cannot be resolved', async (...one) => {
    const [lookup, code, withinMs] = one;
    expect(await request('https://acme.example/', lookup, withinMs)).toEqual({ known: 'not_begun', code });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { readHttpTarget } from '#shared/action/http-target.ts';
import { prepareAttempt } from '../../functions/execution/executors/http/attempt-request.ts';
import { connectPinned } from '../../shared/outbound/connect-pinned.ts';
import type { Lookup } from '../../shared/outbound/resolve-public.ts';
import { sendPrepared } from '../support/prepared.ts';

vi.mock('../../shared/outbound/connect-pinned.ts', () => ({
  connectPinned: vi.fn(async () => {
    throw Object.assign(new Error('no network in this test'), { code: 'ECONNREFUSED' });
  }),
}));

async function request(url: string, lookup: Lookup) {
  const target = readHttpTarget(url);
  if (!target) throw new Error('The test needs a URL that can be read');
  const outgoing = { method: 'GET', target, headers: {}, body: undefined };
  const sender = { now: () => new Date(), reach: { lookup, localHosts: new Map() }, timeoutMs: 2_000 };
  const about = { secrets: new Map(), idempotencyKey: 'act_1#1', idempotent: false };
  return sendPrepared(prepareAttempt(sender, outgoing, { ...about, signal: AbortSignal.timeout(60_000) }));
}

describe('a name that is public when it is checked and leads inside when it is asked for again', () => {
  it('is asked for once, and the connection goes to the address that was checked', async () => {
    const lookup = vi.fn<Lookup>();
    lookup.mockResolvedValueOnce([{ address: '2606:4700::1111' }, { address: '93.184.216.34' }]);
    lookup.mockResolvedValue([{ address: '127.0.0.1' }]);
    expect(await request('https://rebinding.example/', lookup)).toEqual({ known: 'not_begun', code: 'ECONNREFUSED' });
    expect(lookup).toHaveBeenCalledTimes(1);
    const route = { address: '93.184.216.34', port: 443, security: 'tls' };
    expect(connectPinned).toHaveBeenLastCalledWith(route, 'rebinding.example', expect.anything());
  });
});

describe('a public address in the URL itself', () => {
  it('is connected to without DNS, which would hand it back unchecked', async () => {
    const lookup = vi.fn<Lookup>();
    await request('https://[2606:4700:0:0::1111]:8443/', lookup);
    expect(lookup).not.toHaveBeenCalled();
    const route = { address: '2606:4700::1111', port: 8443, security: 'tls' };
    expect(connectPinned).toHaveBeenLastCalledWith(route, '2606:4700::1111', expect.anything());
  });
});

import { expect, it, vi } from 'vitest';
import { connectPinned } from '../../shared/outbound/connect-pinned.ts';
import { closing } from '../support/closing.ts';
import { startEffectServer } from '../support/effect-server.ts';

// Stands for a socket that leads elsewhere than it was told to: none does, so the comparison says so.
vi.mock('#shared/guardrail/public-address.ts', () => ({ isSameAddress: () => false }));

it('a connection that leads elsewhere than to the checked address is closed before anything is sent', async () => {
  const server = await closing(startEffectServer((response) => response.end()));
  const route = { address: '127.0.0.1', port: server.port, security: 'plain' as const };
  const connecting = connectPinned(route, 'shop.example', { signal: AbortSignal.timeout(60_000) });
  await expect(connecting).rejects.toMatchObject({ code: 'other_address' });
  expect(server.effects).toEqual([]);
});

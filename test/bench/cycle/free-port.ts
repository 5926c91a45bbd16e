import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that was free on loopback a moment ago, for a server that cannot take one by itself. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

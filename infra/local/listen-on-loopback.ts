import { once } from 'node:events';
import type { Server } from 'node:http';
import { portTaken } from './free-ports.ts';

/** `url` has no slash at its end. */
export type Listening = { url: string; close(): Promise<void> };

/** Listens on 127.0.0.1; port 0 takes a free one. Throws a `StartError` where the port is taken. */
export async function listenOnLoopback(server: Server, port: number): Promise<Listening> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error) => {
    throw error.code === 'EADDRINUSE' ? portTaken(port) : error;
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

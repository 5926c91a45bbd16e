import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
export type Reply = (response: ServerResponse, request: Seen) => void;

export type EffectServer = {
  port: number;
  /** Every request that arrived in full: what the world saw happen. */
  effects: Seen[];
  /** Connections that were opened, with or without a request. */
  connections: () => number;
  close(): Promise<void>;
};

/** A server on this machine that counts what was done to it, and answers as told. */
export async function startEffectServer(reply: Reply): Promise<EffectServer> {
  const effects: Seen[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    try {
      const body = Buffer.concat(await request.toArray()).toString();
      const seen = { method, url, headers, body };
      effects.push(seen);
      reply(response, seen);
    } catch {
      response.destroy();
    }
  });
  server.on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    effects,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

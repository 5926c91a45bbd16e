import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The services that effects call, as little of them as it takes: everything is accepted at once. */
export async function startStubServices() {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      requests += 1;
      const isEvent = request.headers['x-amz-invocation-type'] === 'Event';
      response.writeHead(isEvent ? 202 : 200, { 'content-type': 'application/json' });
      response.end(isEvent ? '' : JSON.stringify({ MessageId: `stub-${requests}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    count: () => requests,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}

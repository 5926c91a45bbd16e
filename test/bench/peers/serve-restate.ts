import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createEndpointHandler } from '@restatedev/restate-sdk';
import { connect } from '@restatedev/restate-sdk-clients';
import type { Stores } from '../cycle/contender.ts';

type Services = Parameters<typeof createEndpointHandler>[0]['services'];

/** Serves handlers on loopback to the server, which is told of them; and a client of that server. */
export async function serveRestate({ restate }: Stores, services: Services) {
  if (!restate) throw new Error('There is no Restate server');
  const server = createServer(createEndpointHandler({ services }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await fetch(`${restate.admin}/deployments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uri }),
  });
  if (!answer.ok) throw new Error(`Restate did not take the handlers: ${await answer.text()}`);
  return { client: connect({ url: restate.ingress }), close: async () => void server.close() };
}

import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { isSameAddress } from '../guardrail/public-address.ts';

/** Where to connect: an address that was checked, never a name. */
export type Route = {
  address: string;
  port: number;
  /** `plain` only on the way to this machine, in a local run. */
  security: 'tls' | 'plain';
};

/**
 * A connection to exactly that address, ready for a request: TLS is up and the server has proved to be `host`. Nothing
 * of the request was sent when this throws. The socket is asked once more where it leads, so that a mistake in
 * pinning it cannot go unseen.
 */
export async function connectPinned(
  { address, port, security }: Route,
  host: string,
  { signal, ca }: { signal: AbortSignal; ca?: string | undefined },
): Promise<Socket> {
  const to = { host: address, port, lookup: neverLookUp };
  const socket =
    security === 'plain'
      ? connect(to)
      : connectTls({
          ...to,
          // RFC 6066: an address is no server name.
          ...(isIP(host) ? {} : { servername: host }),
          ...(ca === undefined ? {} : { ca }),
          ALPNProtocols: ['http/1.1'],
          minVersion: 'TLSv1.2',
          // Said, since an environment variable can turn it off.
          rejectUnauthorized: true,
        });
  socket.on('error', () => undefined);
  try {
    await once(socket, security === 'plain' ? 'connect' : 'secureConnect', { signal });
    if (!isSameAddress(socket.remoteAddress ?? '', address)) throw failure('other_address');
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function neverLookUp(): never {
  throw failure('lookup_refused');
}

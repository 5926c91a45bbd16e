import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectPinned } from '../../shared/outbound/connect-pinned.ts';
import { emptyDirectory } from '../support/closing.ts';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    return false;
  }
}

/** A server on this machine that proves to be `shop.example`, and keeps what it is sent. */
async function startTlsServer() {
  const directory = await emptyDirectory();
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', cert, '-subj', '/CN=shop.example', '-addext', 'subjectAltName=DNS:shop.example'],
    ],
    { stdio: 'ignore' },
  );
  const pem = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  const names: unknown[] = [];
  const received: Buffer[] = [];
  const server = createServer({ ...pem, ALPNProtocols: ['h2', 'http/1.1'] }, (socket: TLSSocket) => {
    names.push(socket.servername);
    socket.on('error', () => undefined);
    socket.on('data', (data) => received.push(data));
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { ca: pem.cert, route: { address: '127.0.0.1', port, security: 'tls' as const }, names, received };
}

const signal = () => AbortSignal.timeout(60_000);

describe.skipIf(!hasOpenssl())('a connection to a checked address', () => {
  it('asks for the host by its name and speaks HTTP/1.1', async () => {
    const { ca, route, names } = await startTlsServer();
    const socket = await connectPinned(route, 'shop.example', { signal: signal(), ca });
    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect((socket as TLSSocket).alpnProtocol).toBe('http/1.1');
    await expect.poll(() => names).toEqual(['shop.example']);
    socket.destroy();
  });

  it.each([
    ['that proves to be another host', 'other.example', true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['that nobody vouches for', 'shop.example', false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('to a server %s fails before a byte of the request left', async (_, host, trusted, code) => {
    // The variable that people set to get rid of such errors does not do so here.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { ca, route, received } = await startTlsServer();
    const connecting = connectPinned(route, host, { signal: signal(), ...(trusted ? { ca } : {}) });
    await expect(connecting).rejects.toMatchObject({ code });
    expect(received).toEqual([]);
  });

  it('is never a matter of DNS: a name in place of the address is refused', async () => {
    const route = { address: 'localhost', port: 443, security: 'tls' as const };
    await expect(connectPinned(route, 'shop.example', { signal: signal() })).rejects.toMatchObject({
      code: 'lookup_refused',
    });
  });

  it('is given up when the time is over', async () => {
    const { ca, route } = await startTlsServer();
    const over = AbortSignal.abort();
    await expect(connectPinned(route, 'shop.example', { signal: over, ca })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

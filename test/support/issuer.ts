import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An issuer that signs whatever a test wants, with its discovery document and keys on a port of its own. */
export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  let available = true;
  const server = createServer((request, response) => {
    if (!available) response.statusCode = 503;
    const isKeys = request.url === '/keys';
    const document = isKeys ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
    response.end(JSON.stringify(available ? document : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

  return {
    issuer,
    sign(claims: Record<string, unknown>, key = privateKey): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const payload: JWTPayload = JSON.parse(JSON.stringify({ iss: issuer, iat: now, exp: now + 60, ...claims }));
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);
    },
    setAvailable: (is: boolean) => {
      available = is;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

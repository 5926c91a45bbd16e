import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpTarget } from '../action/http-target.ts';
import { connectPinned, type Route } from './connect-pinned.ts';
import type { LocalHosts } from './local-hosts.ts';
import { type Lookup, resolvePublic } from './resolve-public.ts';

/** How requests leave; stand-ins only in tests and in a local run. */
export type Reach = { lookup: Lookup; localHosts: LocalHosts; ca?: string };

export type Outgoing = {
  method: string;
  target: HttpTarget;
  headers: Record<string, string>;
  body: Buffer | undefined;
};

export type Received = {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
  /** `capped`: we stopped reading. `cut`: the server or the time limit did. */
  read: 'whole' | 'capped' | 'cut';
};

/** How far a request came on its way. */
export type Attempt =
  /** No byte of the request left. */
  { reached: 'nobody'; code: string } | { reached: 'maybe'; code: string } | { reached: 'server'; received: Received };

/** For the whole request, from the connection to the last byte of the answer. */
export type Limit = {
  signal: AbortSignal;
  /** Asks the clock, for a process that was frozen has timers that did not ring. */
  isOver(): boolean;
};

const MAX_RESPONSE_BYTES = 1024 * 1024;

/**
 * One request, on a connection of its own, to an address that was checked and is not looked up again. A redirect is an
 * answer like any other and is not followed: the approver saw this URL and no other. Proxies of the environment are
 * not used, and the body is taken as it comes, never unpacked.
 */
export async function pinnedRequest(
  { route, ca }: { route: Route; ca?: string | undefined },
  outgoing: Outgoing,
  limit: Limit,
): Promise<Attempt> {
  let socket: Socket;
  try {
    socket = await connectPinned(route, outgoing.target.host, { signal: limit.signal, ca });
  } catch (error) {
    return { reached: 'nobody', code: codeOf(error) };
  }
  try {
    if (limit.isOver()) return { reached: 'nobody', code: 'timeout' };
    return { reached: 'server', received: await exchange(socket, outgoing, limit.signal) };
  } catch (error) {
    return { reached: 'maybe', code: codeOf(error) };
  } finally {
    socket.destroy();
  }
}

/** The way to a target, found and checked once: `code` says why there is none. */
export async function routeTo(
  reach: Reach,
  target: HttpTarget,
  signal: AbortSignal,
): Promise<Route | { code: string }> {
  const local = reach.localHosts.get(target.host);
  if (local) return { address: '127.0.0.1', port: local.port, security: 'plain' };
  const resolved = await Promise.race([resolvePublic(target, reach.lookup), whenOver(signal)]);
  return resolved.ok ? { address: resolved.address, port: target.port, security: 'tls' } : { code: resolved.code };
}

function whenOver(signal: AbortSignal): Promise<{ ok: false; code: string }> {
  const over = { ok: false as const, code: 'timeout' };
  if (signal.aborted) return Promise.resolve(over);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(over), { once: true }));
}

/** Sends the request and reads the answer. Throws only where no status was heard. */
async function exchange(socket: Socket, outgoing: Outgoing, signal: AbortSignal): Promise<Received> {
  const response = await answerTo(send(socket, outgoing, signal));
  const { body, read } = await readBody(response);
  return { status: response.statusCode ?? 0, headers: response.headers, body, read };
}

function send(socket: Socket, { method, target, headers, body }: Outgoing, signal: AbortSignal): ClientRequest {
  const { pathname, search, host } = new URL(target.href);
  const sent = httpRequest({
    createConnection: () => socket,
    ...{
      method,
      path: `${pathname}${search}`,
      setHost: false,
      insecureHTTPParser: false,
      maxHeaderSize: 32_768,
      signal,
    },
    headers: {
      ...{ host, 'user-agent': 'Countersign', 'accept-encoding': 'identity', connection: 'close' },
      // Said for every method, since Node leaves it out where bodies are unusual, as with DELETE.
      ...(body ? { 'content-length': String(body.byteLength) } : {}),
      ...headers,
    },
  });
  sent.end(body);
  return sent;
}

/** Waits for the head of the answer. A server that switches protocols ends in `close`, with neither answer nor error. */
function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    // Stays: after the answer, errors of the request are seen on its body.
    sent.on('error', reject);
    sent.once('close', () => reject(Object.assign(new Error('no answer'), { code: 'closed_without_answer' })));
  });
}

async function readBody(response: IncomingMessage): Promise<Pick<Received, 'body' | 'read'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_RESPONSE_BYTES) {
        return { body: Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES), read: 'capped' };
      }
    }
    return { body: Buffer.concat(chunks), read: response.complete ? 'whole' : 'cut' };
  } catch {
    return { body: Buffer.concat(chunks), read: 'cut' };
  }
}

function codeOf(error: unknown): string {
  const { name = 'Error', code } = (error ?? {}) as { name?: string; code?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' ? code : name;
}

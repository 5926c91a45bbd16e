import {
  createMcpHandler,
  isLegacyRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { AppError } from '#shared/errors.ts';
import { type HttpEvent, type HttpReply, rawBody, readStrictJson } from '#shared/http.ts';

/**
 * What the protocol's code reads. Others are not passed on: `Request` takes fewer characters in a header than API Gateway
 * does, and the key was looked at already.
 */
const PASSED_ON = ['accept', 'content-type', 'mcp-protocol-version', 'mcp-method', 'mcp-name', 'mcp-session-id'];
/** As `Request` takes it: one byte a character, none of them a control character. */
const HEADER = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * One request of the Model Context Protocol, answered by a server of its own, with one JSON body and no stream: a function
 * behind API Gateway answers once. Clients of 2026-07-28 send no handshake; those before it are served without a session.
 */
export async function answerMcp(newServer: () => Server, event: HttpEvent): Promise<HttpReply> {
  const text = rawBody(event);
  // Read by our own reader: what two readers could read differently is refused here as everywhere.
  const parsedBody = readStrictJson(text);
  // No client of today sends several at once, and of those one may take back another, which is then never answered.
  if (Array.isArray(parsedBody)) throw refused('', 'Send one message a request.');
  const request = toRequest(event, text);
  if (await isLegacyRequest(request, parsedBody)) return toReply(await answerEarlier(newServer(), request, parsedBody));
  // A subscription would be answered without an end.
  const { fetch } = createMcpHandler(newServer, { legacy: 'reject', maxSubscriptions: 0 });
  return toReply(await fetch(request, { parsedBody }));
}

async function answerEarlier(server: Server, request: Request, parsedBody: unknown): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  return transport.handleRequest(request, { parsedBody });
}

function toRequest({ headers }: HttpEvent, body: string): Request {
  const known = PASSED_ON.flatMap((name): [string, string][] => {
    const value = headers[name];
    if (value === undefined) return [];
    if (!HEADER.test(value)) throw refused(name, 'The header has characters that no header may have.');
    return [[name, value]];
  });
  return new Request('https://countersign.invalid/mcp', { method: 'POST', headers: known, body });
}

function refused(path: string, message: string): AppError {
  return new AppError('INVALID_REQUEST', { errors: [{ path, message }] });
}

async function toReply(response: Response): Promise<HttpReply> {
  const type = response.headers.get('content-type');
  return {
    statusCode: response.status,
    headers: { 'cache-control': 'no-store', ...(type ? { 'content-type': type } : {}) },
    body: await response.text(),
  };
}

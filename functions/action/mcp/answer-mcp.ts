import {
  createMcpHandler,
  isLegacyRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { type HttpEvent, type HttpReply, rawBody, readStrictJson } from '#shared/http.ts';

/**
 * One request of the Model Context Protocol, answered by a server of its own, with one JSON body and no stream: a function
 * behind API Gateway answers once. Clients of 2026-07-28 send no handshake; those before it are served without a session.
 */
export async function answerMcp(newServer: () => Server, event: HttpEvent): Promise<HttpReply> {
  const text = rawBody(event);
  // Read by our own reader: what two readers could read differently is refused here as everywhere.
  const parsedBody = readStrictJson(text);
  const request = toRequest(event, text);
  if (await isLegacyRequest(request, parsedBody)) return toReply(await answerEarlier(newServer(), request, parsedBody));
  const { fetch } = createMcpHandler(newServer, { legacy: 'reject', responseMode: 'json' });
  return toReply(await fetch(request, { parsedBody }));
}

async function answerEarlier(server: Server, request: Request, parsedBody: unknown): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  return transport.handleRequest(request, { parsedBody });
}

function toRequest({ headers }: HttpEvent, body: string): Request {
  const known = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    // The key was looked at, and is nothing that the protocol's code needs.
    value === undefined || name === 'authorization' ? [] : [[name, value]],
  );
  return new Request('https://countersign.invalid/mcp', { method: 'POST', headers: known, body });
}

async function toReply(response: Response): Promise<HttpReply> {
  const type = response.headers.get('content-type');
  return {
    statusCode: response.status,
    headers: { 'cache-control': 'no-store', ...(type ? { 'content-type': type } : {}) },
    body: await response.text(),
  };
}

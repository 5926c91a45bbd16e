import type { IncomingMessage } from 'node:http';
import type { HttpReply } from './function-reply.ts';
import type { CorsRules } from './read-api.ts';

/** API Gateway answers these itself, before any route. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && Boolean(headers.origin && headers['access-control-request-method']);
}

export function preflightReply(cors: CorsRules, { headers }: IncomingMessage): HttpReply {
  const origin = allowedOrigin(cors, headers.origin);
  const allowed = origin && {
    ...originHeaders(cors, origin),
    ...(cors.AllowMethods.length > 0 && { 'access-control-allow-methods': cors.AllowMethods.join(',') }),
    ...(cors.AllowHeaders.length > 0 && { 'access-control-allow-headers': cors.AllowHeaders.join(',') }),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  };
  return { status: 204, headers: { ...allowed }, cookies: [], body: Buffer.alloc(0) };
}

/** With CORS configured, API Gateway sets these headers itself and ignores those of the function. */
export function withCors(reply: HttpReply, cors: CorsRules | undefined, { headers }: IncomingMessage): HttpReply {
  if (!cors) return reply;
  const own = Object.entries(reply.headers).filter(([name]) => !name.startsWith('access-control-'));
  const origin = allowedOrigin(cors, headers.origin);
  const expose = cors.ExposeHeaders.join(',');
  return {
    ...reply,
    headers: {
      ...Object.fromEntries(own),
      ...(origin && originHeaders(cors, origin)),
      ...(origin && expose && { 'access-control-expose-headers': expose }),
    },
  };
}

function allowedOrigin(cors: CorsRules, origin: string | undefined): string | undefined {
  if (!origin) return undefined;
  if (cors.AllowOrigins.includes('*')) return '*';
  const listed = cors.AllowOrigins.some((allowed) =>
    allowed.endsWith('://*') ? origin.startsWith(allowed.slice(0, -1)) : allowed.toLowerCase() === origin.toLowerCase(),
  );
  return listed ? origin : undefined;
}

function originHeaders(cors: CorsRules, origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(origin !== '*' && { vary: 'origin' }),
  };
}

import type * as z from 'zod';
import { AppError } from '#shared/errors.ts';
import { type HttpEvent, type HttpReply, httpRoute, json } from '#shared/http.ts';
import type { consoleEnv } from './api-env.ts';
import type { PageFile } from './page-files.ts';

export type PageDeps = { files: Map<string, PageFile>; env: z.output<typeof consoleEnv> };

/** Answers for the page: its html at `/`, its script, style and configuration under `/console/`. */
export function servePage(deps: PageDeps): (event: HttpEvent) => Promise<HttpReply> {
  const protection = protectiveHeaders(deps.env);
  const route = httpRoute(async (event) => answer(deps, event));
  return async (event) => {
    const reply = await route(event);
    return { ...reply, headers: { ...reply.headers, ...protection } };
  };
}

function answer({ files, env }: PageDeps, { rawPath, headers }: HttpEvent): HttpReply {
  const page = files.get('index.html');
  if (rawPath === '/' && page) return whole(page, 'no-store');
  if (rawPath === '/console/config.json') return json(200, { issuer: env.ISSUER, clientId: env.CLIENT_ID });
  const name = rawPath.startsWith('/console/') ? rawPath.slice('/console/'.length) : '';
  const file = files.get(name);
  if (!file || file === page) throw new AppError('NOT_FOUND');
  if (headers['if-none-match'] === file.etag) return { statusCode: 304, headers: revalidated(file) };
  const reply = { statusCode: 200, headers: { 'content-type': file.type, ...revalidated(file) } };
  if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) return { ...reply, body: file.body };
  const zipped = { ...reply.headers, 'content-encoding': 'gzip' };
  return { ...reply, headers: zipped, body: file.zipped(), isBase64Encoded: true };
}

function whole({ type, body }: PageFile, cacheControl: string): HttpReply {
  return { statusCode: 200, headers: { 'content-type': type, 'cache-control': cacheControl }, body };
}

/** Kept by the browser and asked for again each time, so a new release never runs beside an old script. */
function revalidated({ etag }: PageFile): Record<string, string> {
  return { 'cache-control': 'no-cache', vary: 'accept-encoding', etag };
}

/** The page may run its own script only, talk to its API and to the sign-in only, and be framed by nobody. */
function protectiveHeaders({ ISSUER, SIGN_IN_ORIGIN }: PageDeps['env']): Record<string, string> {
  const signIn = new Set([new URL(ISSUER).origin, new URL(SIGN_IN_ORIGIN).origin]);
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      `connect-src 'self' ${[...signIn].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
      // Of one module, for what is shown in a frame that may do nothing (`approvals/html-preview.ts`).
      'trusted-types html-preview',
    ].join('; '),
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

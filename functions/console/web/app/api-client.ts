import type { Problem } from '../ui/problem-words.ts';
import type { Replies, RouteKey } from './api-types.ts';

/** @returns an access token that is still good, or undefined when the person must sign in again. */
export type TokenSource = () => Promise<string | undefined>;

export type ApiRequest = {
  /** What stands in the path in braces, e.g. `agentId`. */
  params?: Record<string, string> | undefined;
  query?: Record<string, string | number | undefined> | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
};

export type Api = <K extends RouteKey>(route: K, request?: ApiRequest) => Promise<Replies[K]>;

/** A request that did not do what it was to do, and why. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`Refused: ${problem.code} ${problem.status}`);
    this.problem = problem;
  }
}

/** Longer than the longest wait that a route offers (`wait=20`). */
const TIMEOUT_MS = 28_000;

/** The API as the signed-in person; throws {@link Refused} for whatever is no answer. */
export function apiClient(token: TokenSource): Api {
  // What is asked for every few seconds and names its answer is sent whole only when it has changed.
  const kept = new Map<string, { etag: string; body: unknown }>();
  return async <K extends RouteKey>(route: K, request: ApiRequest = {}) => {
    const bearer = await token();
    if (!bearer) throw refused('UNAUTHENTICATED', 401);
    const [method = '', path = ''] = route.split(' ');
    const address = addressOf(path, request);
    const before = method === 'GET' ? kept.get(address) : undefined;
    const reply = await fetch(address, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(before ? { 'if-none-match': before.etag } : {}),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(request.signal ? [request.signal] : [])]),
      cache: 'no-store',
      credentials: 'omit',
    }).catch(() => undefined);
    if (!reply) throw refused('NETWORK', 0);
    if (before && reply.status === 304) return before.body as Replies[K];
    const body: unknown = reply.status === 204 ? undefined : await reply.json().catch(() => undefined);
    if (!reply.ok) throw new Refused(problemOf(reply.status, body));
    if (body === undefined && reply.status !== 204) throw refused('UNEXPECTED', reply.status);
    const etag = reply.headers.get('etag');
    if (method === 'GET' && etag) kept.set(address, { etag, body });
    return body as Replies[K];
  };
}

function addressOf(path: string, { params = {}, query = {} }: ApiRequest): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
}

/** Problem details (RFC 9457), or what API Gateway answers itself. */
function problemOf(status: number, body: unknown): Problem {
  const details = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return { ...details, code: typeof details.code === 'string' ? details.code : '', status };
}

function refused(code: string, status: number): Refused {
  return new Refused({ code, status });
}

import type * as z from 'zod/mini';
import type { DecisionRequest } from '#shared/approval/decision.ts';
import { Card, Decided, Me, Notifications, PendingPage, ProblemDetails } from './api-types.ts';
import { decidedHere } from './decided-here.ts';
import type { Problem } from './problem-words.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** @returns an access token that is still good, or undefined when the person must sign in again. */
export type TokenSource = () => Promise<string | undefined>;

export type Api = ReturnType<typeof apiClient>;

const TIMEOUT_MS = 20_000;
const PAGE_SIZE = 25;

/** The API as the signed-in person. Never throws: what went wrong is part of the answer. */
export function apiClient(token: TokenSource) {
  const get = <S extends z.ZodMiniType>(path: string, schema: S) => send(token, path, schema, {});
  const here = decidedHere();
  return {
    me: () => get('/me', Me),
    notifications: () => get('/notifications', Notifications),
    pending: async (after: string): Promise<Answer<PendingPage>> => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(after ? { after } : {}) });
      const answer = await get(`/approvals?${query}`, PendingPage);
      return answer.ok ? { ok: true, value: here.without(answer.value) } : answer;
    },
    card: (actionId: string) => get(`/approvals/${encodeURIComponent(actionId)}`, Card),
    decide: async (actionId: string, decision: DecisionRequest): Promise<Answer<Decided>> => {
      const answer = await send(token, `/approvals/${encodeURIComponent(actionId)}/decision`, Decided, {
        method: 'POST',
        body: JSON.stringify(decision),
        headers: { 'content-type': 'application/json' },
      });
      if (answer.ok) here.remember(answer.value);
      return answer;
    },
  };
}

async function send<S extends z.ZodMiniType>(
  token: TokenSource,
  path: string,
  schema: S,
  init: { method?: string; body?: string; headers?: Record<string, string> },
): Promise<Answer<z.output<S>>> {
  const bearer = await token();
  if (!bearer) return refused('UNAUTHENTICATED', 401);
  const headers = { ...init.headers, authorization: `Bearer ${bearer}` };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const reply = await fetch(path, { ...init, headers, signal, cache: 'no-store', credentials: 'omit' }).catch(
    () => null,
  );
  if (!reply) return refused('NETWORK', 0);
  const body: unknown = await reply.json().catch(() => undefined);
  if (!reply.ok) return readProblem(reply.status, body);
  const parsed = schema.safeParse(body);
  return parsed.success ? { ok: true, value: parsed.data } : refused('UNEXPECTED', reply.status);
}

function readProblem(status: number, body: unknown): { ok: false; problem: Problem } {
  const details = ProblemDetails.safeParse(body);
  return refused(details.data?.code ?? '', status, details.data?.winner);
}

function refused(code: string, status: number, winner?: Problem['winner']): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, status, winner } };
}

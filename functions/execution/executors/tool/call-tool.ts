import type { LambdaClient } from '@aws-sdk/client-lambda';
import canonicalize from 'canonicalize';
import { readHttpTarget } from '#shared/action/http-target.ts';
import { ToolInput } from '#shared/action/tool-content.ts';
import type { ToolSettings } from '#shared/guardrail/tool-settings.ts';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import { attemptRequest, limitOf, type RequestResult } from '../http/attempt-request.ts';
import { safeLifeMs } from '../http/key-life.ts';
import type { Limit, Reach } from '../http/pinned-request.ts';
import { type GetSecret, resolveSecrets } from '../http/resolve-secrets.ts';
import { invokeFunction } from './invoke-function.ts';
import { signCall } from './sign-call.ts';

export type ToolDeps = {
  now: () => Date;
  lambda: Pick<LambdaClient, 'send'>;
  getSecret: GetSecret;
  reach: Reach;
  timeoutMs?: number;
};

/** The attempt that a tool is called in. */
export type ToolAttempt = {
  /** Of the agent, as they are now. */
  tools: readonly ToolSettings[];
  /** `act_…#2`: an automatic repeat carries the same key, a person's "send again" another. */
  idempotencyKey: string;
  /** Set where the claim counts on the tool to know the key, and so may come again. */
  keyUntil?: string | undefined;
};
type Call = { body: string; idempotencyKey: string; idempotent: boolean; limit: Limit };

/** The effect of a custom tool: one call with `{ idempotencyKey, input }`, the same bytes on every try. */
export function callTool(deps: ToolDeps) {
  return async ({ input: content }: { input: ToolInput }, attempt: ToolAttempt): Promise<RequestResult> => {
    const { tools, idempotencyKey } = attempt;
    const limit = limitOf(deps.timeoutMs ?? EFFECT_TIMEOUT_MS, deps.now);
    const tool = tools.find(({ name }) => name === content.tool);
    if (!tool) return { known: 'refused', code: 'no_such_tool' };
    if (attempt.keyUntil && !tool.idempotent) return { known: 'not_begun', code: 'key_no_longer_declared' };
    const body = canonicalize({ idempotencyKey, input: content.input }) ?? '';
    return callTarget(deps, tool.target, { body, idempotencyKey, limit, idempotent: tool.idempotent !== undefined });
  };
}

/** How long a tool remembers a key, with a margin; undefined where nobody declared that it does. */
export function toolKeyLifeMs(tools: readonly ToolSettings[], input: unknown): number | undefined {
  const content = ToolInput.safeParse(input).data;
  return safeLifeMs(tools.find(({ name }) => name === content?.tool)?.idempotent);
}

async function callTarget(deps: ToolDeps, target: ToolSettings['target'], call: Call): Promise<RequestResult> {
  return target.kind === 'lambda'
    ? invokeFunction(deps.lambda, target.functionName, call.body, call)
    : callEndpoint(deps, target, call);
}

async function callEndpoint(
  deps: ToolDeps,
  { url, secretName }: Extract<ToolSettings['target'], { kind: 'https' }>,
  { body, idempotencyKey, idempotent, limit }: Call,
): Promise<RequestResult> {
  const target = readHttpTarget(url);
  if (!target) return { known: 'refused', code: 'unreadable_url' };
  const secrets = await resolveSecrets([secretName], deps.getSecret, limit.signal);
  if (!secrets.ok) return { known: 'not_begun', code: secrets.code };
  const headers = signCall(secrets.values.get(secretName) ?? '', idempotencyKey, body, deps.now());
  if (!headers) return { known: 'not_begun', code: 'secret_unusable' };
  const outgoing = { method: 'POST', target, headers, body: Buffer.from(body) };
  return attemptRequest(deps.reach, outgoing, { secrets: secrets.values, idempotencyKey, idempotent, limit });
}

import type { LambdaClient } from '@aws-sdk/client-lambda';
import canonicalize from 'canonicalize';
import { readHttpTarget } from '#shared/action/http-target.ts';
import type { ToolInput } from '#shared/action/tool-content.ts';
import type { KeyOf } from '#shared/execution/plan-execution.ts';
import { type ToolSettings, targetOf } from '#shared/guardrail/tool-settings.ts';
import { declaredKey } from '#shared/ledger/declared-key.ts';
import type { GetSecret } from '#shared/secrets/secrets-below.ts';
import { type About, notReady, type Preparation } from '../../effect.ts';
import { prepareAttempt, type Sender } from '../http/attempt-request.ts';
import { resolveSecrets } from '../http/resolve-secrets.ts';
import { prepareInvocation } from './invoke-function.ts';
import { signCall } from './sign-call.ts';

export type ToolDeps = Sender & { lambda: Pick<LambdaClient, 'send'>; getSecret: GetSecret };
type ToolAbout = Pick<About, 'agent' | 'idempotencyKey' | 'signal'>;
type Call = { body: string; idempotencyKey: string; idempotent: boolean; signal: AbortSignal };

/** The effect of a custom tool: one call with `{ idempotencyKey, input }`, the same bytes on every try. */
export function prepareCall(deps: ToolDeps) {
  return async ({ input: content }: { input: ToolInput }, about: ToolAbout): Promise<Preparation> => {
    const { agent, idempotencyKey, signal } = about;
    const tool = agent.capabilities.tools.find(({ name }) => name === content.tool);
    if (!tool || targetOf(tool) !== content.target) return notReady('refused', 'no_such_tool');
    const body = canonicalize({ idempotencyKey, input: content.input }) ?? '';
    const call = { body, idempotencyKey, signal, idempotent: tool.idempotent !== undefined };
    return tool.target.kind === 'lambda'
      ? prepareInvocation(deps, tool.target.functionName, call)
      : prepareEndpoint(deps, tool.target, call);
  };
}

/** The key that a tool knows a call by; undefined where nobody declared that it does. Signed otherwise, it may not. */
export const keyOfCall: KeyOf = ({ capability, input }, { capabilities: { tools } }) => {
  const tool = capability === 'use_tool' ? tools.find(({ name }) => name === input.tool) : undefined;
  if (!tool?.idempotent) return undefined;
  const { target, idempotent } = tool;
  return declaredKey(idempotent.keyLifeSeconds, target.kind === 'https' ? { secretName: target.secretName } : {});
};

async function prepareEndpoint(
  deps: ToolDeps,
  { url, secretName }: Extract<ToolSettings['target'], { kind: 'https' }>,
  { body, idempotencyKey, idempotent, signal }: Call,
): Promise<Preparation> {
  const target = readHttpTarget(url);
  if (!target) return notReady('refused', 'unreadable_url');
  const secrets = await resolveSecrets([secretName], deps.getSecret, signal);
  if (!secrets.ok) return notReady('not_begun', secrets.code);
  const headers = signCall(secrets.values.get(secretName) ?? '', idempotencyKey, body, deps.now());
  if (!headers) return notReady('not_begun', 'secret_unusable');
  const outgoing = { method: 'POST', target, headers, body: Buffer.from(body) };
  return prepareAttempt(deps, outgoing, { secrets: secrets.values, idempotencyKey, idempotent, signal });
}

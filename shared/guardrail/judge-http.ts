import { type HttpInput, secretsOf } from '../action/http-content.ts';
import { type HttpTarget, readHttpTarget } from '../action/http-target.ts';
import { type Judgement, type Reason, summarise } from './guardrail.ts';
import { compileHttpRules, findRule, type HttpRule } from './http-allow-list.ts';
import type { HttpEndpoint, HttpSettings } from './http-settings.ts';
import type { RunContext } from './judge-recipients.ts';
import { isPublicAddress } from './public-address.ts';

const compiledRules = new WeakMap<readonly HttpRule[], ReturnType<typeof compileHttpRules>>();

function compiled(rules: readonly HttpRule[]): ReturnType<typeof compileHttpRules> {
  const known = compiledRules.get(rules) ?? compileHttpRules(rules);
  compiledRules.set(rules, known);
  return known;
}

/**
 * Judges a request by its method, host and path, and by the secrets that it would carry. Fails closed: no settings, a
 * URL not in its normal form, an address inside a network, a port or a secret that nobody declared is never `allow`.
 */
export function judgeHttp(settings: HttpSettings | undefined, request: HttpInput, context: RunContext): Judgement {
  if (!settings) return summarise([{ rule: 'unknown_capability', verdict: 'block' }]);
  if (!settings.enabled) return summarise([{ rule: 'capability_off', verdict: 'block' }]);
  const target = readHttpTarget(request.url);
  if (target?.href !== request.url || isInside(target)) return unreadable('url', request.url);
  const endpoint = findEndpoint(settings, request.method, target);
  if (target.port !== 443 && !endpoint?.ports.includes(target.port)) return unreadable('url', request.url);
  const forbidden = forbiddenHeader(settings, endpoint, request, target);
  if (forbidden) return unreadable('headers', forbidden);
  const about = { field: 'url', recipient: `${request.method} ${target.host}${target.path}` };
  const reasons: Reason[] = [{ ...about, ...judgeTarget(settings, request.method, target) }];
  const judged = summarise(reasons);
  if (judged.verdict !== 'allow' || !context.tainted) return judged;
  return summarise([...reasons, { rule: 'untrusted_run', verdict: 'ask' }]);
}

/** What the workspace knows of where this request goes; the most telling entry is the first that fits. */
export function findEndpoint(settings: HttpSettings, method: string, target: HttpTarget): HttpEndpoint | undefined {
  const rule = findRule(compiled(settings.endpoints), method, target);
  return settings.endpoints.find((endpoint) => endpoint === rule);
}

function judgeTarget(
  { guardrail }: HttpSettings,
  method: string,
  target: HttpTarget,
): Pick<Reason, 'rule' | 'verdict'> {
  if (!guardrail.restrict) {
    return guardrail.requireApproval
      ? { rule: 'ask_always', verdict: 'ask' }
      : { rule: 'no_approval_needed', verdict: 'allow' };
  }
  return findRule(compiled(guardrail.allowList), method, target)
    ? { rule: 'inside_list', verdict: guardrail.inside }
    : { rule: 'outside_list', verdict: guardrail.outside };
}

/** The name of a header that this request must not carry: the endpoint's own key, or a secret meant for other hosts. */
function forbiddenHeader(
  { secrets }: HttpSettings,
  endpoint: HttpEndpoint | undefined,
  request: HttpInput,
  target: HttpTarget,
): string | undefined {
  const keyHeader = endpoint?.idempotency?.header.toLowerCase();
  if (keyHeader && Object.hasOwn(request.headers ?? {}, keyHeader)) return keyHeader;
  return secretsOf(request).find((name) => {
    const hosts = Object.hasOwn(secrets, name) ? (secrets[name]?.hosts ?? []) : [];
    return !findRule(compileHttpRules(hosts.map((host) => ({ host }))), request.method, target);
  });
}

function isInside(target: HttpTarget): boolean {
  return target.isAddress && !isPublicAddress(target.host);
}

function unreadable(field: string, recipient: string): Judgement {
  return summarise([{ rule: 'unreadable_recipient', verdict: 'block', field, recipient }]);
}

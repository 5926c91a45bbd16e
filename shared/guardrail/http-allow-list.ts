import * as z from 'zod';
import type { HttpTarget } from '../action/http-target.ts';
import { asciiDomain } from './email-address.ts';

/** A host name (`api.acme.com`) or the names below one (`*.acme.com`); in ASCII (punycode), never an address. */
export const HostPattern = z
  .string()
  .refine(
    (host) => asciiDomain(host.replace(/^\*\./, '')) === host.replace(/^\*\./, ''),
    'Write a host (api.acme.com) or *.domain, in lower case.',
  );

const METHOD = z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Paths at or below the prefix; `/v1` is `/v1` and `/v1/…`, not `/v10`. */
const PathPrefix = z
  .string()
  .max(500)
  .refine((prefix) => isPlainPath(prefix), 'Write a path from its first /, without %, ;, //, . or .. segments.');

/** One entry: requests to a host, perhaps of some methods only, perhaps below a path only. */
export const HttpRule = z.strictObject({
  host: HostPattern,
  methods: z.array(METHOD).min(1).optional(),
  pathPrefix: PathPrefix.optional(),
});
export type HttpRule = z.infer<typeof HttpRule>;

export type CompiledRules<R extends HttpRule> = { hosts: Map<string, R[]>; parents: Map<string, R[]> };

/** Sorts the rules by host once, so that a long list costs no more than a short one. */
export function compileHttpRules<R extends HttpRule>(rules: readonly R[]): CompiledRules<R> {
  const compiled: CompiledRules<R> = { hosts: new Map(), parents: new Map() };
  for (const rule of rules) {
    const below = rule.host.startsWith('*.');
    const [map, host] = below ? [compiled.parents, rule.host.slice(2)] : [compiled.hosts, rule.host];
    const known = map.get(host);
    if (known) known.push(rule);
    else map.set(host, [rule]);
  }
  return compiled;
}

/** The first rule that speaks of this request, if any. An address is never listed. */
export function findRule<R extends HttpRule>(
  rules: CompiledRules<R>,
  method: string,
  target: HttpTarget,
): R | undefined {
  if (target.isAddress) return undefined;
  return candidates(rules, target.host).find(
    (rule) => (rule.methods?.some((known) => known === method) ?? true) && isBelow(target.path, rule.pathPrefix),
  );
}

function candidates<R extends HttpRule>({ hosts, parents }: CompiledRules<R>, host: string): R[] {
  const found = [...(hosts.get(host) ?? [])];
  let dot = host.indexOf('.');
  while (dot !== -1 && parents.size > 0) {
    found.push(...(parents.get(host.slice(dot + 1)) ?? []));
    dot = host.indexOf('.', dot + 1);
  }
  return found;
}

/**
 * Whether a path lies at or below a prefix. One that servers may read in two ways (an encoded slash, dot or percent,
 * `//`, `;`) lies below none but the whole host, whatever it begins with.
 */
function isBelow(path: string, prefix = '/'): boolean {
  if (prefix === '/') return true;
  if (!isPlainPath(path)) return false;
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

function isPlainPath(path: string): boolean {
  return /^\//.test(path) && !/%(?:2[ef5]|5c|00|3b)|\/\/|[;\\]|\/\.{1,2}(?:\/|$)/i.test(path);
}

import * as z from 'zod';
import { isSafeHeaderName } from '../action/http-headers.ts';
import { approvalSettings, usageSettings } from './approval-settings.ts';
import { HostPattern, HttpRule } from './http-allow-list.ts';

/** One toggle, or an allow-list of requests with a rule inside and one outside it. */
const HttpGuardrail = z.discriminatedUnion('restrict', [
  z.strictObject({ restrict: z.literal(false), requireApproval: z.boolean().default(true) }),
  z.strictObject({
    restrict: z.literal(true),
    allowList: z.array(HttpRule).max(5_000),
    inside: z.enum(['allow', 'ask']),
    outside: z.enum(['ask', 'block']),
  }),
]);

/**
 * That a server answers a repeated key with what it did the first time (as Stripe's `Idempotency-Key`), and for how
 * long it remembers the key. Said by whoever knows the server; an agent cannot say it.
 */
const Idempotency = z.strictObject({
  header: z.string().refine(isSafeHeaderName, 'This header cannot carry a key.').default('Idempotency-Key'),
  keyLifeSeconds: z
    .int()
    .min(60)
    .max(30 * 86_400),
});

/** What the workspace knows of some requests: the same terms as in an allow-list. */
export const HttpEndpoint = HttpRule.extend({
  idempotency: Idempotency.optional(),
  /** Besides 443. */
  ports: z.array(z.int().min(1).max(65_535)).max(10).default([]),
});
export type HttpEndpoint = z.infer<typeof HttpEndpoint>;

export const SecretName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What an agent may do by HTTP, and what is asked first. */
export const HttpSettings = z.strictObject({
  enabled: z.boolean(),
  guardrail: HttpGuardrail,
  endpoints: z.array(HttpEndpoint).max(500).default([]),
  /** Secrets that headers may refer to, and the only hosts that each may be sent to. */
  secrets: z.record(SecretName, z.strictObject({ hosts: z.array(HostPattern).min(1).max(50) })).default({}),
  ...usageSettings,
  ...approvalSettings,
});
export type HttpSettings = z.infer<typeof HttpSettings>;

/** A new agent asks before everything. */
export const NEW_AGENT_HTTP: HttpSettings = {
  ...{ enabled: true, guardrail: { restrict: false, requireApproval: true }, endpoints: [], secrets: {} },
  ...{ notifyAgentDefault: false, approversNeeded: 1 },
};

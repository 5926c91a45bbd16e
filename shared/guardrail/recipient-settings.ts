import * as z from 'zod';

/** The rules about recipients: one toggle, or an allow-list of such entries with a rule inside and one outside it. */
export function recipientGuardrail(entry: z.ZodType<string, string>) {
  return z.discriminatedUnion('restrict', [
    z.strictObject({ restrict: z.literal(false), askAlways: z.boolean() }),
    z.strictObject({
      restrict: z.literal(true),
      allowList: z.array(entry).max(5_000),
      inside: z.enum(['allow', 'ask']),
      outside: z.enum(['ask', 'block']),
    }),
  ]);
}
export type RecipientGuardrail = z.infer<ReturnType<typeof recipientGuardrail>>;

/** What the judge of recipients reads of a capability's settings. */
export type RecipientSettings = { enabled: boolean; guardrail: RecipientGuardrail };

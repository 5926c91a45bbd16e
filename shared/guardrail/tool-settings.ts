import * as z from 'zod';
import { readHttpTarget } from '../action/http-target.ts';
import { unsupportedIn } from '../action/json-schema.ts';
import { approvalSettings } from './approval-settings.ts';
import { Hours } from './hours.ts';
import { SecretName } from './http-settings.ts';
import { ToolLimits } from './limits.ts';

/** The executor's role may invoke functions of this prefix only, so that a tool cannot name a function of the system. */
export const TOOL_FUNCTION_PREFIX = 'countersign-tool-';

export const ToolName = z.string().regex(/^[a-z][a-z0-9_]{0,47}$/, 'Use lower-case letters, digits and _.');

const LambdaTarget = z.strictObject({
  kind: z.literal('lambda'),
  functionName: z
    .string()
    .regex(/^countersign-tool-[A-Za-z0-9_-]{1,47}$/, `The function's name begins with ${TOOL_FUNCTION_PREFIX}.`),
});

const HttpsTarget = z.strictObject({
  kind: z.literal('https'),
  url: z
    .string()
    .max(2_000)
    .refine((url) => readHttpTarget(url)?.href === url && readHttpTarget(url)?.port === 443, 'Give an https URL.'),
  /** Of the secret (`whsec_…`) that calls are signed with. */
  secretName: SecretName,
});

/** A tool that the builder of an agent adds. */
export const ToolSettings = z.strictObject({
  enabled: z.boolean().default(true),
  name: ToolName,
  description: z.string().min(1).max(1_000),
  inputSchema: z.record(z.string(), z.unknown()).superRefine((schema, context) => {
    for (const message of unsupportedIn(schema)) context.addIssue({ code: 'custom', message });
  }),
  target: z.discriminatedUnion('kind', [LambdaTarget, HttpsTarget]),
  requireApproval: z.boolean().default(true),
  /** That the tool does nothing for an `idempotencyKey` that it has seen, for so long. */
  idempotent: z
    .strictObject({
      keyLifeSeconds: z
        .int()
        .min(60)
        .max(30 * 86_400),
    })
    .optional(),
  hours: Hours.optional(),
  limits: ToolLimits.optional(),
  ...approvalSettings,
});
export type ToolSettings = z.infer<typeof ToolSettings>;

/** Where calls of a tool go, in the words that people approve: the name of a function, or an HTTPS URL. */
export function targetOf({ target }: Pick<ToolSettings, 'target'>): string {
  return target.kind === 'lambda' ? target.functionName : target.url;
}

import * as z from 'zod';

/** What a provider says, before anybody is asked, of an action that it would carry out. Only `refused` stops a request. */
export const DryRunResult = z.discriminatedUnion('dryRun', [
  z.object({ dryRun: z.literal('valid') }),
  z.object({ dryRun: z.literal('refused'), code: z.string() }),
  /** Nobody could say: the provider or the executor was not reached. Nothing follows from it. */
  z.object({ dryRun: z.literal('not_validated'), code: z.string() }),
]);
export type DryRunResult = z.infer<typeof DryRunResult>;

/**
 * What an executor is invoked with to try its content without doing it. The executor does so, and not who asks, since
 * IAM cannot tell a dry run from the real thing: the right to send stays with the one function that sends.
 */
export const DryRunEvent = z.object({ dryRun: z.object({ input: z.unknown() }) });
export type DryRunEvent = z.infer<typeof DryRunEvent>;

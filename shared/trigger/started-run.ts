import * as z from 'zod';
import { secondsFrom } from './trigger.ts';

const KEEP_SECONDS = 30 * 24 * 60 * 60;

/** One thing that a trigger started. Item `STARTED#<trigger>` / `<time>#<conversation>` of *work*. */
export const StartedRun = z.object({
  kind: z.literal('started'),
  triggerId: z.string(),
  conversationId: z.string(),
  at: z.iso.datetime(),
  /** It went on with a conversation that was there. */
  continued: z.literal(true).optional(),
  /** A person tried the trigger out. */
  test: z.literal(true).optional(),
  expiresAt: z.number(),
});
export type StartedRun = z.infer<typeof StartedRun>;

type Started = Pick<StartedRun, 'triggerId' | 'conversationId'> & { continued?: true; test?: true };

/** The item that lists it. */
export function startedItem(started: Started, now: Date) {
  const at = now.toISOString();
  return {
    pk: `STARTED#${started.triggerId}`,
    sk: `${at}#${started.conversationId}`,
    ...{ kind: 'started', ...started, at, expiresAt: secondsFrom(now, KEEP_SECONDS) },
  };
}

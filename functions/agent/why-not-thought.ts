import { APICallError, LoadAPIKeyError, RetryError } from 'ai';

/** Why a model did not answer. */
export type Trouble = {
  /** Completes "I cannot answer: …". Ours, never a provider's words. */
  why: string;
  /** How often it is tried in all before the agent says so. */
  tries: number;
};

/** What is refused now is refused a minute later too; somebody may be changing the key at this moment. */
const REFUSED_TRIES = 3;
/** Over most of a day, with the pauses of {@link pauseBeforeTry}. */
const DOWN_TRIES = 40;

const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MINUTES = 30;

/** Whether trying again may help, and what to tell people where it did not. */
export function troubleOf(error: unknown): Trouble {
  const cause = RetryError.isInstance(error) ? error.lastError : error;
  if (LoadAPIKeyError.isInstance(cause))
    return { why: 'there is no secret of the name that my settings give for its key', tries: REFUSED_TRIES };
  if (!APICallError.isInstance(cause) || cause.isRetryable)
    return { why: 'its provider did not answer, for hours', tries: DOWN_TRIES };
  const { statusCode } = cause;
  return { why: `its provider ${refusal(statusCode)}`, tries: REFUSED_TRIES };
}

function refusal(status: number | undefined): string {
  if (status === 401 || status === 403) return `refuses its key (${status})`;
  if (status === 404) return 'knows no such model (404)';
  return status === undefined ? 'refuses what I send' : `refuses what I send (${status})`;
}

/** Milliseconds. Twice as long each time, up to half an hour. */
export function pauseBeforeTry(failures: number): number {
  return Math.min(2 ** (failures - 1), LONGEST_PAUSE_MINUTES) * MINUTE_MS;
}

const MINUTE = 60_000;

/** An approval that was not used within this window goes back to people (P3). */
export const AUTHORITY_MS = 24 * 60 * MINUTE;

/** An executor is stopped by Lambda after this long; its function's timeout is set from here. */
export const EXECUTOR_TIMEOUT_MS = 30_000;

/** Clocks of two machines differ by far less than half of this. */
export const CLOCK_MARGIN_MS = MINUTE;

/** How long a claim is its executor's alone: at least its timeout and the margin, so that nobody acts beside it. */
export const LEASE_MS = EXECUTOR_TIMEOUT_MS + CLOCK_MARGIN_MS + 30_000;

/** How long one try of an effect may take. */
export const EFFECT_TIMEOUT_MS = 10_000;

/** How long it may take, before the claim, to make an effect ready; with the effect well inside the executor's timeout. */
export const PREPARE_TIMEOUT_MS = 10_000;

/** After this many tries that surely did not begin, what was approved is given up as failed. */
export const MAX_ATTEMPTS = 10;

/** Wait before the next try: 30 s, doubling, at most 15 minutes. */
export function backOffMs(attempt: number): number {
  return Math.min(15 * MINUTE, 30_000 * 2 ** Math.max(0, attempt - 1));
}

export function after(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}

/** A text or a call that comes hours late is no longer what was approved. */
const AUTHORITY_BY_CAPABILITY: Partial<Record<string, number>> = { send_sms: 4 * 60 * MINUTE, make_call: 60 * MINUTE };

/** How long an approval of this capability may wait to be used (P3). */
export function authorityMs(capability: string): number {
  return AUTHORITY_BY_CAPABILITY[capability] ?? AUTHORITY_MS;
}

/**
 * Whether a provider still knows a row's key at a time, long enough for one more try to reach it. After that the same
 * key is a new one to it, and a repeated try a second effect.
 */
export function keyLives(keyUntil: string | undefined, at: Date): boolean {
  return keyUntil !== undefined && Date.parse(keyUntil) > at.getTime() + EFFECT_TIMEOUT_MS + CLOCK_MARGIN_MS;
}

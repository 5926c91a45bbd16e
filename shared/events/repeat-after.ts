const MINUTE = 60_000;

/** An event that was heard has done its work long before. */
export const REPEAT_AFTER_MS = 2 * MINUTE;

const LONGEST_MS = 60 * MINUTE;

/**
 * When to look again at something that happened at `since`, has not been heard of by all, and is said again now. Waits
 * double, up to an hour, so that many who do not hear make no storm. Undefined while an event may be under way.
 */
export function repeatAgainAt(since: string, now: Date): string | undefined {
  const ageMs = now.getTime() - Date.parse(since);
  return ageMs < REPEAT_AFTER_MS ? undefined : new Date(now.getTime() + Math.min(ageMs, LONGEST_MS)).toISOString();
}

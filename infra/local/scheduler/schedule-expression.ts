const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The interval of `rate(value unit)` in milliseconds.
 * @throws Error on `cron(...)` and `at(...)`, which the local run does not read
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function intervalOf(expression: string): number {
  const [, value, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = Number(value) * (unitMs[unit ?? ''] ?? Number.NaN);
  if (Number.isFinite(ms)) return ms;
  throw new Error(
    `Schedule expression ${expression} cannot be run locally: use rate(n minutes), rate(n hours) or rate(n days).`,
  );
}

/** The first moment after `nowMs` that lies whole intervals after the start; all in milliseconds. */
export function nextRun(startMs: number, intervalMs: number, nowMs: number): number {
  const passed = Math.max(0, Math.floor((nowMs - startMs) / intervalMs));
  return startMs + (passed + 1) * intervalMs;
}

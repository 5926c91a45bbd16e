import * as z from 'zod';
import { onTheWall, TimeZone } from './hours.ts';

const Most = z.int().min(1).max(1_000_000);
const beyond = z.enum(['ask', 'block']);
const NOTHING_LIMITED = 'Give a number for at least one of the periods.';

const whole = { perHour: Most.optional(), perDay: Most.optional(), timeZone: TimeZone.default('UTC'), beyond };

/** How often a tool may be asked for, and what holds beyond. Days are those of the time zone. */
export const ToolLimits = z
  .strictObject(whole)
  .refine(({ perHour, perDay }) => perHour !== undefined || perDay !== undefined, NOTHING_LIMITED);

/** The same for what reaches somebody; `perRecipientPerDay` is counted for each address, number or host. */
export const Limits = z
  .strictObject({ ...whole, perRecipientPerDay: Most.optional() })
  .refine(
    ({ perHour, perDay, perRecipientPerDay }) => (perHour ?? perDay ?? perRecipientPerDay) !== undefined,
    NOTHING_LIMITED,
  );
export type Limits = z.infer<typeof Limits>;

type LimitRule = 'limit_per_hour' | 'limit_per_day' | 'limit_per_recipient';

/** One count that an action must find room in. */
export type Counter = {
  rule: LimitRule;
  /** What is counted and when: an hour, a day, or a day and a recipient. */
  period: string;
  recipient?: string;
  most: number;
  /** After which it is not looked at any more. */
  over: Date;
};

const HOUR_MS = 3_600_000;

/**
 * The counts that an action needs room in, narrowest first: what one recipient's count refuses has taken nothing from
 * the day's. An hour is one of UTC, a day one of the settings' time zone; both begin anew on the hour and at midnight.
 */
export function countersOf(
  { perHour, perDay, perRecipientPerDay, timeZone }: Limits,
  recipients: readonly string[],
  now: Date,
): Counter[] {
  const { date } = onTheWall(timeZone, now);
  const hour = now.toISOString().slice(0, 13);
  const dayIsOver = new Date(now.getTime() + 48 * HOUR_MS);
  const each = perRecipientPerDay === undefined ? [] : [...new Set(recipients)].sort();
  return [
    ...each.map((recipient) => ({
      ...{ rule: 'limit_per_recipient' as const, period: `TO#${date}`, recipient },
      ...{ most: perRecipientPerDay ?? 0, over: dayIsOver },
    })),
    ...(perHour === undefined
      ? []
      : [
          {
            rule: 'limit_per_hour' as const,
            period: `HOUR#${hour}`,
            most: perHour,
            over: new Date(now.getTime() + 2 * HOUR_MS),
          },
        ]),
    ...(perDay === undefined
      ? []
      : [{ rule: 'limit_per_day' as const, period: `DAY#${date}`, most: perDay, over: dayIsOver }]),
  ];
}

export function isLimitRule(rule: string | undefined): boolean {
  return rule?.startsWith('limit_per_') === true;
}

import * as z from 'zod';

/** How many entries a page has. */
export const PageLimit = z
  .string()
  .regex(/^([1-9]\d?|100)$/, 'Use a number from 1 to 100.')
  .default('25')
  .transform(Number);

/** Where a page of what is listed newest first begins: older than that. Without it: at the newest, see {@link newestFrom}. */
export const PageBefore = z
  .string()
  .regex(
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z(#[\x21-\x7e]{1,100})?)?$/,
    'Give `next` of the page before, or a time.',
  )
  .default('');

/** The clocks of two functions may differ, and what one wrote in the other's future belongs to the newest too. */
const SKEW_MS = 60_000;

/** Where to begin to read what is older than `before`; nothing is looked for in the future. */
export function newestFrom(before: string, now: Date): string {
  const latest = new Date(now.getTime() + SKEW_MS).toISOString();
  return before !== '' && before < latest ? before : latest;
}

import * as z from 'zod';

/** How many entries a page has. */
export const PageLimit = z
  .string()
  .regex(/^([1-9]\d?|100)$/, 'Use a number from 1 to 100.')
  .default('25')
  .transform(Number);

/** Where a page of what is listed newest first begins: older than that. Without it: now. */
export const PageBefore = z
  .string()
  .regex(
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z(#[\x21-\x7e]{1,100})?)?$/,
    'Give `next` of the page before, or a time.',
  )
  .default('')
  // Later than every time that a clock of ours says.
  .transform((before) => before || '9999-12-31T00:00:00.000Z');

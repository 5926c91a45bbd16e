import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Caller } from '../people/caller.ts';
import type { DecisionRequest } from './decision.ts';

/** How and from where somebody decided: part of their decision, which never changes. Short, since a row should stay below 1 KB. */
export const HowDecided = z.object({
  /** The client that the token was made for, and how its holder had proved who they are (`amr`), where the token says. */
  client: z.string().optional(),
  amr: z.string().optional(),
  ip: z.string().optional(),
  /** The first 12 hexadecimal digits of the sha256 of the browser's name of itself. */
  browser: z.string().optional(),
  /** Version of the page's rendering of the card. */
  rendering: z.string().optional(),
  /** Milliseconds from opening the card to the decision, as the page says. */
  openMs: z.number().int().nonnegative().optional(),
});
export type HowDecided = z.infer<typeof HowDecided>;

/** Decided in less time than anybody reads in. */
export const HASTY_MS = 2_000;

export function howDecided(
  { from = {} }: Caller,
  { rendering, openedAt }: Pick<DecisionRequest, 'rendering' | 'openedAt'>,
  now: Date,
): { how?: HowDecided } {
  const openMs = openedAt === undefined ? undefined : Math.max(0, now.getTime() - Date.parse(openedAt));
  const { client, amr, ip, userAgent } = from;
  const browser = userAgent && createHash('sha256').update(userAgent).digest('hex').slice(0, 12);
  const how = { client, amr, ip, browser, rendering, openMs };
  const known = Object.entries(how).filter(([, value]) => value !== undefined && value !== '');
  return known.length > 0 ? { how: HowDecided.parse(Object.fromEntries(known)) } : {};
}

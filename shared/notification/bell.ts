import * as z from 'zod';

/**
 * An entry in a person's bell menu. Item `BELL#<personId>` / `<since>#<actionId>#<round>` of *work*, apart from the
 * person, so that who may write entries cannot write people.
 */
export const BellEntry = z.object({
  kind: z.literal('bell'),
  personId: z.string(),
  actionId: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  round: z.number().int(),
  summary: z.string(),
  since: z.iso.datetime(),
  /** When the email that follows an entry was sent, for those who turned it on. */
  emailedAt: z.string().optional(),
  /** Set once somebody decided; the entry needs nobody any more. */
  resolved: z
    .object({ verdict: z.enum(['approve', 'reject', 'withdraw']), decidedBy: z.string(), decidedAt: z.string() })
    .optional(),
  /** Keys of index `due` while the entry waits, so that what waits is counted without reading what does not. */
  dueShard: z.string().optional(),
  dueAt: z.string().optional(),
});
export type BellEntry = z.infer<typeof BellEntry>;

export function bellOf(personId: string): string {
  return `BELL#${personId}`;
}

export function bellKey({
  personId,
  since,
  actionId,
  round,
}: Pick<BellEntry, 'personId' | 'since' | 'actionId' | 'round'>) {
  return { pk: bellOf(personId), sk: `${since}#${actionId}#${round}` };
}

/** Index key of a person's entries that wait. No shard of the sweep's. */
export function waitingOf(personId: string): string {
  return `bell#${personId}`;
}

/** Whom a round of an action was brought to; what resolves their entries later. Item `NOTIFIED#<actionId>` / `<round>`. */
export const Notified = z.object({
  kind: z.literal('notified'),
  since: z.string(),
  personIds: z.array(z.string()),
  /** Since when all of them have their entries and emails. */
  toldAt: z.string().optional(),
  /** Since when all of their entries are resolved. */
  resolvedAt: z.string().optional(),
});
export type Notified = z.infer<typeof Notified>;

export function notifiedKey(actionId: string, round: number) {
  return { pk: `NOTIFIED#${actionId}`, sk: String(round) };
}

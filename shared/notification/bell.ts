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

/** Whom a round of an action was brought to; what resolves their entries later. Item `NOTIFIED#<actionId>` / `<round>`. */
export const Notified = z.object({ kind: z.literal('notified'), since: z.string(), personIds: z.array(z.string()) });
export type Notified = z.infer<typeof Notified>;

export function notifiedKey(actionId: string, round: number) {
  return { pk: `NOTIFIED#${actionId}`, sk: String(round) };
}

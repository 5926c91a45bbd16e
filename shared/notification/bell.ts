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
  /** When the action began to wait. */
  since: z.iso.datetime(),
  /** When the person was told of it. */
  toldAt: z.iso.datetime(),
  /** Of the person in whose place this one is told, who is out of office. */
  insteadOf: z.string().optional(),
  /** When an email about it became due, the first one or a reminder; for those who turned it on. */
  emailedAt: z.string().optional(),
  /** When the person was told of it again, since it waits for long. */
  remindedAt: z.iso.datetime().optional(),
  /** When the person marked it as read. */
  readAt: z.string().optional(),
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
  return { pk: bellOf(personId), sk: entryId({ since, actionId, round }) };
}

/** Index key of a person's entries that wait. No shard of the sweep's. */
export function waitingOf(personId: string): string {
  return `bell#${personId}`;
}

/** What an entry is called by its person: its sort key. */
export function entryId({ since, actionId, round }: Pick<BellEntry, 'since' | 'actionId' | 'round'>): string {
  return `${since}#${actionId}#${round}`;
}

/** Where an entry stands among those that wait: the unread ones by themselves, so that they are counted by themselves. */
export function waitingAt(what: 'read' | 'unread', at: string): string {
  return `${what}#${at}`;
}

/** Whose bell holds what nobody could be told of; no person has this id. Admins are shown it. */
export const NOBODY = '(nobody)';

/**
 * What a person has read at once. Item `BELL#<personId>` / `READ`, which sorts after all entries: one write, however many
 * there are.
 */
export const BellRead = z.object({ kind: z.literal('bell_read'), allAt: z.iso.datetime() });

/** Whom a round of an action was brought to; what resolves their entries later. Item `NOTIFIED#<actionId>` / `<round>`. */
export const Notified = z.object({
  kind: z.literal('notified'),
  since: z.string(),
  personIds: z.array(z.string()),
  /** Since when all of them have their entries and emails. */
  toldAt: z.string().optional(),
  /** When they were last told again, since it waits for long. */
  remindedAt: z.string().optional(),
  /** Since when all of their entries are resolved. */
  resolvedAt: z.string().optional(),
});
export type Notified = z.infer<typeof Notified>;

export function notifiedKey(actionId: string, round: number) {
  return { pk: `NOTIFIED#${actionId}`, sk: String(round) };
}

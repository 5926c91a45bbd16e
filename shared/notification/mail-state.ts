import * as z from 'zod';

/** That emails do not reach an address: SES said so of a notice. It holds as long as the person has that address. */
export const Unreachable = z.object({
  since: z.iso.datetime(),
  why: z.enum(['bounced', 'complained', 'suppressed']),
  address: z.string(),
});
export type Unreachable = z.infer<typeof Unreachable>;

/**
 * What is known of the emails to one person. Item `MAIL#<personId>` / `STATE` of *work*, apart from the person, so that
 * who sends emails cannot write people.
 */
export const MailState = z.object({
  kind: z.literal('mail'),
  personId: z.string(),
  /** Stands in the links that turn emails off, and says no more than who gets them. */
  token: z.string().optional(),
  /** +1 with each entry that an email became due for: whoever sends it sees whether another came meanwhile. */
  queued: z.number().int().nonnegative().default(0),
  /** Since when there is something that no email said yet; none while there is not. */
  unsaidSince: z.iso.datetime().optional(),
  /** No email before: at most one in five minutes. */
  notBefore: z.iso.datetime().optional(),
  unreachable: Unreachable.optional(),
  /** Keys of index `due` while something is unsaid. */
  dueShard: z.string().optional(),
  dueAt: z.string().optional(),
});
export type MailState = z.infer<typeof MailState>;

export function mailStateKey(personId: string) {
  return { pk: `MAIL#${personId}`, sk: 'STATE' };
}

/** Why emails do not reach a person; what was said of another address says nothing of theirs. */
export function unreachableBy({ email }: { email: string }, state: MailState | undefined): Unreachable | undefined {
  return state?.unreachable?.address === email ? state.unreachable : undefined;
}

/** Whose, and 256 bits that nobody else knows. */
export const UNSUBSCRIBE_TOKEN = /^[\x21-\x7e]{1,56}\.[\w-]{43}$/;

/** What stands in the link that turns a person's emails off. */
export function unsubscribeToken({ personId, token }: Pick<MailState, 'personId' | 'token'>): string {
  return `${personId}.${token}`;
}

export function readUnsubscribeToken(text: string): { personId: string; secret: string } {
  const at = text.lastIndexOf('.');
  return { personId: text.slice(0, Math.max(at, 0)), secret: text.slice(at + 1) };
}

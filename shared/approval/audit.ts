import * as z from 'zod';

/** One event of an action's story. */
export const AuditEntry = z.object({
  at: z.string(),
  what: z.enum([
    'requested',
    'judged',
    'told',
    'edited',
    'decided',
    'agreed',
    'ended',
    'allowed',
    'claimed',
    'executed',
    'failed',
    'uncertain',
    'lapsed',
    'evidence',
    'resolved',
  ]),
  /** In plain words. */
  says: z.string(),
  round: z.number().int().optional(),
  /** Who did it, where a person did. */
  by: z.object({ personId: z.string(), name: z.string() }).optional(),
  /** Ids, hashes and codes; of a decision also how its person had signed in, what they saw, and from where. */
  details: z.record(z.string(), z.unknown()).optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

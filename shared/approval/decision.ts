import * as z from 'zod';

/** What a person's page sends: the verdict, and exactly what the person was shown. */
export const DecisionRequest = z.strictObject({
  verdict: z.enum(['approve', 'reject']),
  /** Made by the page, once a click: the same click sent twice is one decision. */
  decisionId: z.string().regex(/^dec_[0-9A-Za-z]{10,40}$/),
  /** Of the card that was shown. */
  shown: z.strictObject({
    agentId: z.string().min(1).max(100),
    round: z.number().int().positive(),
    /** sha256, hex, of the content that was shown. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  /** For the agent, if it is told. */
  note: z.string().max(500).optional(),
  /** Whether the agent is told and goes on. In chat it always is. */
  notifyAgent: z.boolean().default(false),
});
export type DecisionRequest = z.infer<typeof DecisionRequest>;

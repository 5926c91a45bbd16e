import * as z from 'zod';

/** What a person's page sends: the verdict, and exactly what the person was shown. */
export const DecisionRequest = z
  .strictObject({
    /** `withdraw` ends what waits or was approved and has not begun; `send_again` approves once more what failed or may have failed. */
    verdict: z.enum(['approve', 'reject', 'withdraw', 'send_again']),
    /** Made by the page, once a click: the same click sent twice is one decision. */
    decisionId: z.string().regex(/^dec_[0-9A-Za-z]{10,40}$/),
    /** Of the card that was shown. */
    shown: z.strictObject({
      agentId: z.string().min(1).max(100),
      /** For `send_again`: the highest round of the card's history, 0 when only the guardrail's row is there. */
      round: z.number().int().nonnegative(),
      /** sha256, hex, of the content that was shown; with `edited`, of what it was before the edit. */
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    /** The whole input as the person changed it: approved instead of what the agent proposed. */
    edited: z.unknown().optional(),
    /** For the agent, if it is told. */
    note: z
      .string()
      .max(500)
      .regex(/^(?:[^\p{Cc}]|[\t\r\n])*$/u, 'Use no control characters but tabs and line ends.')
      .optional(),
    /** Version of the page's rendering of the card. */
    rendering: z
      .string()
      .regex(/^[\w.+-]{1,40}$/)
      .optional(),
    /** When the page showed the card. */
    openedAt: z.iso.datetime().optional(),
    /** Whether the agent is told and goes on. In chat it always is. */
    notifyAgent: z.boolean().default(false),
  })
  .refine(({ edited, verdict }) => edited === undefined || verdict === 'approve', {
    path: ['edited'],
    message: 'Only an approval can carry edited content.',
  });
export type DecisionRequest = z.infer<typeof DecisionRequest>;

/** What the decider gets back. */
export type DecisionReply = {
  actionId: string;
  round: number;
  verdict: DecisionRequest['verdict'];
  decidedBy: string;
  decidedAt: string;
  /** Of the row after this decision: `half` waits for another person. */
  state: string;
  /** Set where an earlier round may have been carried out: this one may then arrive a second time. */
  mayArriveTwice?: true;
};

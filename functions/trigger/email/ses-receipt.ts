import * as z from 'zod';

const Verdict = z.object({ status: z.string() });

/**
 * What SES tells a function of a mail that came in; the mail itself is in the bucket.
 * @see https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
export const SesReceipt = z
  .object({
    Records: z.tuple([
      z.object({
        eventSource: z.literal('aws:ses'),
        ses: z.object({
          mail: z.object({
            /** Names the object in the bucket. */
            messageId: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
            /** The sender of the envelope, which proves nothing of the header From. */
            source: z.string().default(''),
          }),
          receipt: z.object({
            /** Those of the envelope that the receipt rule takes. */
            recipients: z.array(z.string()).max(500),
            spamVerdict: Verdict,
            virusVerdict: Verdict,
            dmarcVerdict: Verdict,
          }),
        }),
      }),
    ]),
  })
  .transform(({ Records: [{ ses }] }) => ({
    ...{ sesId: ses.mail.messageId, envelopeFrom: ses.mail.source, recipients: ses.receipt.recipients },
    verdicts: {
      spam: ses.receipt.spamVerdict.status,
      virus: ses.receipt.virusVerdict.status,
      dmarc: ses.receipt.dmarcVerdict.status,
    },
  }));
export type SesReceipt = z.output<typeof SesReceipt>;

import * as z from 'zod';

/** What a person says to an agent: their own words, so a model reads it as it stands, and it is no data from outside. */
export const ChatMessage = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, 'Say something.')
    .max(10_000)
    .regex(/^(?:[^\p{Cc}]|[\t\r\n])*$/u, 'Use no control characters but tabs and line ends.'),
  /** Made by the page for each message: the same one sent twice is one message. */
  messageId: z.string().regex(/^msg_[0-9A-Za-z]{10,40}$/, 'Give `msg_` and 10 to 40 letters and digits.'),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

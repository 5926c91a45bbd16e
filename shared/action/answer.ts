import * as z from 'zod';

/** What came back from a server or a tool. It comes from outside: data, never instructions. It holds no secret that we sent. */
export const Answer = z.object({
  /** Of HTTP; a tool that is a function has none. */
  status: z.int().optional(),
  contentType: z.string().optional(),
  /** By name in lower case, without the type, and without cookies and credentials. */
  headers: z.record(z.string(), z.string()),
  /** The body as text, at most {@link MAX_TEXT} bytes; absent for one that is packed or not text. */
  body: z.string().optional(),
  /** Bytes that were read. */
  bytes: z.int().nonnegative(),
  /** There was more than is kept here. */
  truncated: z.boolean(),
});
export type Answer = z.infer<typeof Answer>;

/** Item `ANSWER#<action>` / `<round>` of *work*: the answer to the latest try of a round that had one. */
export const AnswerItem = z.object({
  kind: z.literal('answer'),
  actionId: z.string(),
  round: z.int().nonnegative(),
  /** The try that it answers. It says nothing of any other. */
  claimId: z.string(),
  attempt: z.int().positive(),
  at: z.iso.datetime(),
  answer: Answer,
  /** Seconds since 1970. */
  expiresAt: z.int(),
});
export type AnswerItem = z.infer<typeof AnswerItem>;

/** Bytes of the text of an answer, written as JSON. */
export const MAX_TEXT = 16 * 1024;

/** Bytes of the headers of an answer, written as JSON. */
const MAX_HEADERS = 4 * 1024;

/** An answer as it is kept: no longer than its limits, and said so where something was cut. */
export function cutAnswer({ headers, body, ...answer }: Answer, maxText = MAX_TEXT): Answer {
  const text = body === undefined ? undefined : cutText(body, maxText);
  let room = MAX_HEADERS;
  const kept = Object.entries(headers).filter((entry) => {
    room -= Buffer.byteLength(JSON.stringify(entry));
    return room >= 0;
  });
  const isCut = text !== body || kept.length < Object.keys(headers).length;
  return {
    ...answer,
    headers: Object.fromEntries(kept),
    ...(text === undefined ? {} : { body: text }),
    truncated: answer.truncated || isCut,
  };
}

/** The beginning of a text that takes at most so many bytes as JSON, not cut inside a character. */
function cutText(text: string, bytes: number): string {
  let cut = text;
  for (;;) {
    const size = Buffer.byteLength(JSON.stringify(cut));
    if (size <= bytes || cut === '') return cut;
    cut = cut
      .slice(0, Math.min(cut.length - 1, Math.floor((cut.length * bytes) / size)))
      .replace(/[\ud800-\udbff]$/, '');
  }
}

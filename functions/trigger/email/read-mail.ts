import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { Refusal } from '#shared/trigger/refusal.ts';

/** Bytes of the raw mail. SES takes 40 MB; attachments are a third larger in it than stored. */
export const MAX_MAIL_BYTES = 25 * 1024 * 1024;

const MAX_PARTS = 50;
const MAX_DEPTH = 10;
const MAX_HEADER_BYTES = 256 * 1024;

/** Lines that could begin a part: each that does costs the parser about 2 KB. */
const MAX_DASHED_LINES = 10_000;

type MailHeader = { name: string; value: string };

export type ReadMail = {
  /** In order, names in lower case, values unfolded and not decoded. */
  headers: MailHeader[];
  subject: string;
  text: string | undefined;
  html: string | undefined;
  attachments: { name: string | null; contentType: string; bytes: Uint8Array }[];
};

export type UnreadableMail = { refused: Extract<Refusal, 'malformed' | 'too_large' | 'too_many_parts'> };

/** Takes a mail apart, within limits. Mails inside of it stay closed: they are files, and nothing of them is read. */
export async function readMail(raw: Uint8Array): Promise<ReadMail | UnreadableMail> {
  if (raw.byteLength > MAX_MAIL_BYTES) return { refused: 'too_large' };
  if (hasTooManyParts(raw)) return { refused: 'too_many_parts' };
  try {
    return toMail(await PostalMime.parse(raw, LIMITS));
  } catch (error) {
    const tooDeep = error instanceof Error && /nesting depth/.test(error.message);
    return { refused: tooDeep ? 'too_many_parts' : 'malformed' };
  }
}

const LIMITS = {
  ...{ maxNestingDepth: MAX_DEPTH, maxHeadersSize: MAX_HEADER_BYTES },
  ...{ forceRfc822Attachments: true, maxRfc822NestingDepth: 0 },
};

function toMail({ headers, subject = '', text, html, attachments }: Email): ReadMail {
  return {
    headers: headers.map(({ key, value }) => ({ name: key, value })),
    ...{ subject, text, html },
    attachments: attachments.map(({ filename, mimeType, content }) => ({
      ...{ name: filename, contentType: mimeType, bytes: bytesOf(content) },
    })),
  };
}

function bytesOf(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** Counted before the mail is parsed: a parser makes something of every part, and a mail can have a million empty ones. */
function hasTooManyParts(raw: Uint8Array): boolean {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  const boundaries = new Set(
    [...text.matchAll(/boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)].map(([, a, b]) => a ?? b ?? ''),
  );
  if (boundaries.size > MAX_PARTS) return true;
  let dashed = 0;
  let parts = 0;
  for (const [, line = ''] of text.matchAll(/(?:^|\n)--([^\r\n]{0,200})/g)) {
    dashed += 1;
    if (boundaries.has(line.trimEnd())) parts += 1;
    if (dashed > MAX_DASHED_LINES || parts > MAX_PARTS) return true;
  }
  return false;
}

/** All values of a header. */
export function headersOf({ headers }: Pick<ReadMail, 'headers'>, wanted: string): string[] {
  return headers.flatMap(({ name, value }) => (name === wanted ? [value.trim()] : []));
}

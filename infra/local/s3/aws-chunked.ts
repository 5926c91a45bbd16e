/** A body as it was meant, and the headers that came after it. */
export type Unchunked = { bytes: Buffer; trailers: Record<string, string> };

const LINE = Buffer.from('\r\n');

/**
 * Takes apart the content encoding `aws-chunked`: chunks of `<size in hex>[;chunk-signature=…]`, then trailing headers.
 * Undefined for a body that is not so made.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function unchunk(body: Buffer): Unchunked | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf(LINE, at);
    const [, hex] = (end < 0 ? null : /^([0-9a-f]+)(;.*)?$/i.exec(body.toString('latin1', at, end))) ?? [];
    if (hex === undefined) return undefined;
    const size = Number.parseInt(hex, 16);
    const from = end + LINE.length;
    if (size === 0) return { bytes: Buffer.concat(chunks), trailers: readTrailers(body.toString('latin1', from)) };
    const to = from + size;
    if (!body.subarray(to, to + LINE.length).equals(LINE)) return undefined;
    chunks.push(body.subarray(from, to));
    at = to + LINE.length;
  }
}

function readTrailers(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).map((line) => /^([^:]+):\s*(.*)$/.exec(line));
  return Object.fromEntries(lines.flatMap((line) => (line ? [[line[1]?.toLowerCase() ?? '', line[2] ?? '']] : [])));
}

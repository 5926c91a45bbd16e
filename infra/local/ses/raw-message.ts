import emailAddresses from 'email-addresses';

export type RawMessage = { headers: { name: string; value: string }[]; body: string };

/** Splits a message of RFC 5322 into its unfolded headers and its body, as it stands. */
export function parseRawMessage(bytes: Buffer): RawMessage {
  const text = bytes.toString('utf8');
  const [, head = text, body = ''] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(text) ?? [];
  const headers = head
    .replace(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .map((line) => /^([!-9;-~]+):\s*(.*)$/.exec(line))
    .flatMap((found) => (found ? [{ name: found[1] ?? '', value: found[2] ?? '' }] : []));
  return { headers, body };
}

export function rawHeader({ headers }: RawMessage, wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

/** The addresses of a header; one that cannot be read stands as it is, for the caller to refuse. */
export function rawAddresses(message: RawMessage, name: string): string[] {
  const value = rawHeader(message, name);
  if (!value) return [];
  const list = emailAddresses.parseAddressList({ input: value, rfc6532: true });
  return list?.flatMap((entry) => (entry.type === 'group' ? entry.addresses : [entry])).map(written) ?? [value];
}

function written({ name, address }: { name: string | null; address: string }): string {
  return name ? `"${name.replace(/["\\]/g, '\\$&')}" <${address}>` : address;
}

/** The text of a message that is one plain part without a transfer encoding; others are shown raw. */
export function plainText(message: RawMessage): string | undefined {
  const type = rawHeader(message, 'content-type') ?? 'text/plain';
  const encoding = rawHeader(message, 'content-transfer-encoding') ?? '7bit';
  return /^text\/plain\b/i.test(type) && /^(7bit|8bit)$/i.test(encoding) ? message.body : undefined;
}

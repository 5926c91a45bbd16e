/** One field of the content, as the card shows it. */
export type ContentField = {
  key: string;
  label: string;
  /** `files`: one value a file, of several lines; `unknown`: this page does not know what the field does. */
  kind: 'addresses' | 'line' | 'ids' | 'text' | 'files' | 'unknown';
  values: string[];
};

type KnownField = {
  label: string;
  /** `lines`: texts by name, one a line; `data`: anything, as JSON. */
  kind: 'addresses' | 'line' | 'ids' | 'text' | 'files' | 'lines' | 'data';
};

const FIELDS_OF: Record<string, Record<string, KnownField>> = {
  send_email: {
    to: { label: 'To', kind: 'addresses' },
    cc: { label: 'Copy to', kind: 'addresses' },
    bcc: { label: 'Hidden copy to', kind: 'addresses' },
    replyTo: { label: 'Answers go to', kind: 'addresses' },
    subject: { label: 'Subject', kind: 'line' },
    text: { label: 'Message', kind: 'text' },
    html: { label: 'Message as HTML, its source', kind: 'text' },
    attachments: { label: 'Attachments', kind: 'files' },
    inReplyTo: { label: 'Answers the email', kind: 'line' },
    references: { label: 'Continues the thread of', kind: 'ids' },
  },
  send_sms: { to: { label: 'To', kind: 'line' }, text: { label: 'Text message', kind: 'text' } },
  make_call: {
    to: { label: 'Calls', kind: 'line' },
    text: { label: 'Says', kind: 'text' },
    voiceId: { label: 'Voice', kind: 'line' },
  },
  http_request: {
    method: { label: 'Method', kind: 'line' },
    url: { label: 'Address', kind: 'line' },
    headers: { label: 'Headers', kind: 'lines' },
    body: { label: 'Body', kind: 'text' },
    json: { label: 'Body, as JSON', kind: 'data' },
  },
  use_tool: {
    tool: { label: 'Tool', kind: 'line' },
    target: { label: 'Goes to', kind: 'line' },
    input: { label: 'Input', kind: 'data' },
  },
};

/**
 * Every key of the content, the known ones first and in their usual order. A key that is unknown, or holds another
 * kind of value than it should, is shown as `unknown` and never left out.
 */
export function contentFields(capability: string, content: Record<string, unknown>): ContentField[] {
  const known = Object.hasOwn(FIELDS_OF, capability) ? (FIELDS_OF[capability] ?? {}) : {};
  const ordered = Object.keys(known).filter((key) => Object.hasOwn(content, key));
  const others = Object.keys(content).filter((key) => !Object.hasOwn(known, key));
  return [...ordered, ...others].map((key) => {
    const field = Object.hasOwn(known, key) ? known[key] : undefined;
    return toField(key, field, content[key]);
  });
}

function toField(key: string, known: KnownField | undefined, value: unknown): ContentField {
  const understood = known && understand(key, known, value);
  return understood ?? { key, label: key, kind: 'unknown', values: [asJson(value)] };
}

function understand(key: string, { label, kind }: KnownField, value: unknown): ContentField | undefined {
  switch (kind) {
    case 'addresses':
    case 'ids':
      return isTexts(value) ? { key, label, kind, values: value } : undefined;
    case 'files': {
      const values = filesOf(value);
      return values && { key, label, kind, values };
    }
    case 'line':
    case 'text':
      return typeof value === 'string' ? { key, label, kind, values: [value] } : undefined;
    case 'lines': {
      const lines = linesOf(value);
      return lines && { key, label, kind: 'text', values: [lines.join('\n')] };
    }
    case 'data':
      return value === undefined ? undefined : { key, label, kind: 'text', values: [asJson(value)] };
  }
}

const FILE_KEYS = ['contentType', 'key', 'name', 'sha256', 'size', 'versionId'];

/** All that is known of each file, its name first; undefined for what has more to it, or could be read in two ways. */
function filesOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const files = value.map((file: unknown) => {
    if (typeof file !== 'object' || file === null || Object.keys(file).sort().join() !== FILE_KEYS.join()) return [];
    const { name, contentType, size, sha256, key, versionId } = file as Record<string, unknown>;
    const texts = [name, contentType, sha256, key, versionId];
    if (typeof size !== 'number' || texts.some((text) => typeof text !== 'string' || /\p{Cc}/u.test(text))) return [];
    const bytes = size.toLocaleString('en');
    return [`${name}\n${contentType}, ${bytes} bytes\nsha256 ${sha256}\nstored as ${key}\nversion ${versionId}`];
  });
  return files.every((file) => file.length === 1) ? files.flat() : undefined;
}

/** `name: value`, each on its own line; undefined for what would not be read back from that as it is. */
function linesOf(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const isPlain = entries.every(
    ([name, text]) => /^[^:\s]+$/.test(name) && typeof text === 'string' && !/\n/.test(text),
  );
  return isPlain ? entries.map(([name, text]) => `${name}: ${text}`) : undefined;
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? String(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/** One field of the content, as the card shows it. */
export type ContentField = {
  key: string;
  label: string;
  /** `unknown`: this page does not know what the field does. */
  kind: 'addresses' | 'line' | 'text' | 'unknown';
  values: string[];
};

type KnownField = { label: string; kind: 'addresses' | 'line' | 'text' };

const FIELDS_OF: Record<string, Record<string, KnownField>> = {
  send_email: {
    to: { label: 'To', kind: 'addresses' },
    cc: { label: 'Copy to', kind: 'addresses' },
    bcc: { label: 'Hidden copy to', kind: 'addresses' },
    replyTo: { label: 'Answers go to', kind: 'addresses' },
    subject: { label: 'Subject', kind: 'line' },
    text: { label: 'Message', kind: 'text' },
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
  if (known?.kind === 'addresses' && isTexts(value)) return { key, ...known, values: value };
  if (known && known.kind !== 'addresses' && typeof value === 'string') return { key, ...known, values: [value] };
  return { key, label: key, kind: 'unknown', values: [JSON.stringify(value, null, 2) ?? String(value)] };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

import { type ContentField, contentFields } from './content-fields.ts';

/** A field that a person may change, as text in a form. */
export type EditField = {
  key: string;
  label: string;
  /** `list`: one value a line; `headers`: `name: value` a line; `json`: JSON; `files`: their names, to take some away. */
  kind: 'line' | 'text' | 'list' | 'headers' | 'json' | 'files';
  text: string;
};

/** What the thread, the tool and where it leads are is not the person's to change; unknown fields stay as they are. */
const FIXED = new Set(['inReplyTo', 'references', 'tool', 'target']);
const JSON_FIELDS = new Set(['json', 'input']);

/** The fields of some content that can be changed, and those that an email may be given besides. */
export function editFields(capability: string, content: Record<string, unknown>): EditField[] {
  const given = contentFields(capability, content).filter(({ key, kind }) => kind !== 'unknown' && !FIXED.has(key));
  const fields = given.map((field) => toEditField(field, content));
  if (capability !== 'send_email') return fields;
  const missing = [
    ['cc', 'Copy to'],
    ['bcc', 'Hidden copy to'],
  ].filter(([key]) => !fields.some((field) => field.key === key));
  const empty = missing.map(([key = '', label = '']): EditField => ({ key, label, kind: 'list', text: '' }));
  return [...fields.slice(0, 1), ...empty, ...fields.slice(1)];
}

function toEditField({ key, label, kind, values }: ContentField, content: Record<string, unknown>): EditField {
  if (kind === 'addresses') return { key, label, kind: 'list', text: values.join('\n') };
  if (kind === 'files') return { key, label, kind: 'files', text: namesOf(content[key]).join('\n') };
  if (key === 'headers') return { key, label, kind: 'headers', text: values[0] ?? '' };
  if (JSON_FIELDS.has(key)) return { key, label, kind: 'json', text: values[0] ?? '' };
  return { key, label, kind: kind === 'line' ? 'line' : 'text', text: values[0] ?? '' };
}

export type Edited = { ok: true; content: Record<string, unknown> } | { ok: false; key: string; says: string };

/** The whole content as it would be with what stands in the form; what the form does not have stays as it is. */
export function editedContent(content: Record<string, unknown>, fields: EditField[]): Edited {
  const edited = { ...content };
  for (const { key, kind, text } of fields) {
    const value = readValue(kind, text, content[key]);
    if (value === INVALID) return { ok: false, key, says: SAYS[kind] ?? '' };
    if (value === undefined) delete edited[key];
    else edited[key] = value;
  }
  return { ok: true, content: edited };
}

const INVALID = Symbol('invalid');
const SAYS: Partial<Record<EditField['kind'], string>> = {
  json: 'This is not JSON yet.',
  headers: 'Write each header as `name: value`, on a line of its own.',
};

function readValue(kind: EditField['kind'], text: string, before: unknown): unknown {
  switch (kind) {
    case 'line':
    case 'text':
      return text === '' && before === undefined ? undefined : text;
    case 'list': {
      const lines = linesOf(text);
      return lines.length === 0 && before === undefined ? undefined : lines;
    }
    case 'headers':
      return readHeaders(linesOf(text));
    case 'json':
      return readJson(text);
    case 'files': {
      const kept = new Set(linesOf(text));
      const files = Array.isArray(before) ? before.filter((file) => kept.has(String(file?.name))) : [];
      return files.length === 0 ? undefined : files;
    }
  }
}

function readHeaders(lines: string[]): unknown {
  const pairs = lines.map((line) => /^([^:\s]+):\s*(.*)$/.exec(line));
  if (pairs.some((pair) => pair === null)) return INVALID;
  const entries = pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : []));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return INVALID;
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function namesOf(files: unknown): string[] {
  return Array.isArray(files) ? files.map((file: { name?: unknown }) => String(file?.name)) : [];
}

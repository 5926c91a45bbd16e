/** Why a text was refused; a code, once published, keeps its meaning. */
export type JsonRefusal =
  | 'not_json'
  | 'too_deep'
  | 'duplicate_key'
  | 'forbidden_key'
  | 'unsafe_integer'
  | 'inexact_number'
  | 'lone_surrogate';

export type StrictJson =
  | { ok: true; value: unknown }
  /** `position`: where, in UTF-16 units from the start of the text. */
  | { ok: false; reason: JsonRefusal; position: number };

export type StrictJsonOptions = {
  /**
   * Takes a fraction as the nearest double, as every reader does, though not all its digits are kept: for senders that
   * are not ours, many of which write 17 digits.
   */
  roundFractions?: boolean;
};

export const MAX_DEPTH = 64;

const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const WORDS: Record<string, unknown> = { true: true, false: false, null: null };

/** The text, how far it was read, and how. */
type Reader = { text: string; at: number; roundFractions: boolean };

const refusal = (reason: JsonRefusal, position: number) => Object.assign(new SyntaxError(reason), { reason, position });
type Refusal = ReturnType<typeof refusal>;

/**
 * Reads JSON (RFC 8259) that every reader reads alike, as I-JSON asks (RFC 7493): no key twice, no number that a double
 * cannot hold, no half of a surrogate pair; and nothing that could reach a prototype. What `JSON.parse` takes and two
 * systems would see differently, an approver would see differently from what runs.
 */
export function parseStrictJson(text: string, { roundFractions = false }: StrictJsonOptions = {}): StrictJson {
  const reader: Reader = { text, at: 0, roundFractions };
  try {
    const value = readValue(reader, 0);
    take(reader, SPACE);
    if (reader.at < text.length) throw refusal('not_json', reader.at);
    return { ok: true, value };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ok: false, reason: error.reason, position: error.position };
  }
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof SyntaxError && 'reason' in error && 'position' in error;
}

function readValue(reader: Reader, depth: number): unknown {
  take(reader, SPACE);
  const start = reader.at;
  const first = reader.text[start];
  if ((first === '{' || first === '[') && depth === MAX_DEPTH) throw refusal('too_deep', start);
  if (first === '{') return readObject(reader, depth + 1);
  if (first === '[') return readArray(reader, depth + 1);
  if (first === '"') return readString(reader);
  const word = take(reader, WORD);
  return word === undefined ? readNumber(reader) : WORDS[word];
}

function readObject(reader: Reader, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  reader.at++;
  if (takes(reader, '}')) return object;
  do {
    take(reader, SPACE);
    const start = reader.at;
    const key = readString(reader);
    if (key === '__proto__') throw refusal('forbidden_key', start);
    if (Object.hasOwn(object, key)) throw refusal('duplicate_key', start);
    expect(reader, ':');
    const value = readValue(reader, depth);
    // The other way to a prototype: `constructor: { prototype: … }`. A `constructor` of another kind is plain data.
    if (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'))
      throw refusal('forbidden_key', start);
    object[key] = value;
  } while (takes(reader, ','));
  expect(reader, '}');
  return object;
}

function readArray(reader: Reader, depth: number): unknown[] {
  const array: unknown[] = [];
  reader.at++;
  if (takes(reader, ']')) return array;
  do array.push(readValue(reader, depth));
  while (takes(reader, ','));
  expect(reader, ']');
  return array;
}

function readString(reader: Reader): string {
  const start = reader.at;
  const token = take(reader, STRING);
  const value = token === undefined ? undefined : decoded(token);
  if (value === undefined) throw refusal('not_json', start);
  if (!value.isWellFormed()) throw refusal('lone_surrogate', start);
  return value;
}

/** A string token without its escapes; undefined where it holds an escape or a control character that JSON has not. */
function decoded(token: string): string | undefined {
  try {
    return String(JSON.parse(token));
  } catch {
    return undefined;
  }
}

function readNumber(reader: Reader): number {
  const start = reader.at;
  const token = take(reader, NUMBER);
  if (token === undefined) throw refusal('not_json', start);
  const value = Number(token);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw refusal('unsafe_integer', start);
  const isRounded = reader.roundFractions && value !== 0 && Number.isFinite(value);
  if (!isRounded && decimal(token) !== decimal(String(value))) throw refusal('inexact_number', start);
  return value;
}

/** A decimal number in one spelling: its digits without zeros around them, and the power of ten of the last one. */
function decimal(token: string): string {
  const [mantissa = '', exponent = '0'] = token.replace(/^-/, '').toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

function take(reader: Reader, token: RegExp): string | undefined {
  token.lastIndex = reader.at;
  const found = token.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

function takes(reader: Reader, character: string): boolean {
  take(reader, SPACE);
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}

function expect(reader: Reader, character: string): void {
  if (!takes(reader, character)) throw refusal('not_json', reader.at);
}

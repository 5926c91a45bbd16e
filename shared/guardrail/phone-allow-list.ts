import * as z from 'zod';
import { readPhone } from './phone-number.ts';

/** One entry: a number, or the beginning of numbers (`+46*`: note that `+1*` covers 25 countries). */
export const PhoneEntry = z
  .string()
  .max(64)
  .refine((entry) => readEntry(entry) !== undefined, 'Write a number with its country code (+46 70 …) or +46*.');

export type PhoneAllowList = { numbers: Set<string>; prefixes: Set<string> };

type ReadEntry = { kind: keyof PhoneAllowList; value: string };

const PREFIX = /^(\+[1-9][0-9]{0,14})\*$/;

function readEntry(entry: string): ReadEntry | undefined {
  const text = entry.trim();
  const prefix = PREFIX.exec(text.replaceAll(/[ -]/g, ''))?.[1];
  if (prefix) return { kind: 'prefixes', value: prefix };
  const read = readPhone(text);
  return read.readable ? { kind: 'numbers', value: read.address } : undefined;
}

/** Reads the list once, so that judging costs the same with ten entries and with 100,000. */
export function compilePhoneAllowList(entries: readonly string[]): PhoneAllowList {
  const list: PhoneAllowList = { numbers: new Set(), prefixes: new Set() };
  for (const entry of entries) {
    const read = readEntry(entry);
    if (read) list[read.kind].add(read.value);
  }
  return list;
}

/** True when the list has the number, or any beginning of it; a number has at most 15 of those. */
export function isPhoneListed(list: PhoneAllowList, { address }: { address: string }): boolean {
  if (list.numbers.has(address)) return true;
  if (list.prefixes.size === 0) return false;
  for (let end = 2; end <= address.length; end++) if (list.prefixes.has(address.slice(0, end))) return true;
  return false;
}

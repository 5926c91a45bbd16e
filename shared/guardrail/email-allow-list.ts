import * as z from 'zod';
import { asciiDomain, readRecipient } from './email-address.ts';

/** One entry: an address, a domain (`acme.com`), or the subdomains of a domain (`*.acme.com`). */
export const EmailEntry = z
  .string()
  .refine((entry) => readEntry(entry) !== undefined, 'Write an address, a domain (acme.com) or *.domain.');

export type EmailAllowList = {
  addresses: Set<string>;
  domains: Set<string>;
  /** Parents whose subdomains are listed. */
  parents: Set<string>;
};

type ReadEntry = { kind: keyof EmailAllowList; value: string };

function readEntry(entry: string): ReadEntry | undefined {
  const text = entry.trim();
  if (text.includes('@')) {
    const read = readRecipient(text);
    // `*@acme.com` would list one mailbox named `*`, which is not what its writer means.
    return read.readable && !text.startsWith('*') ? { kind: 'addresses', value: read.comparable } : undefined;
  }
  const wildcard = text.startsWith('*.');
  const domain = asciiDomain(wildcard ? text.slice(2) : text);
  return domain ? { kind: wildcard ? 'parents' : 'domains', value: domain } : undefined;
}

/** Reads the list once, so that judging costs the same with ten entries and with 100,000. */
export function compileEmailAllowList(entries: readonly string[]): EmailAllowList {
  const list: EmailAllowList = { addresses: new Set(), domains: new Set(), parents: new Set() };
  for (const entry of entries) {
    const read = readEntry(entry);
    if (read) list[read.kind].add(read.value);
  }
  return list;
}

/** True when the list has the address, its domain, or `*.` of any parent of its domain. */
export function isListed(list: EmailAllowList, recipient: { comparable: string; domain: string }): boolean {
  if (list.addresses.has(recipient.comparable) || list.domains.has(recipient.domain)) return true;
  if (list.parents.size === 0) return false;
  let dot = recipient.domain.indexOf('.');
  while (dot !== -1) {
    if (list.parents.has(recipient.domain.slice(dot + 1))) return true;
    dot = recipient.domain.indexOf('.', dot + 1);
  }
  return false;
}

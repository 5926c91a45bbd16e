import ipaddr from 'ipaddr.js';
import { asciiDomain } from '../guardrail/email-address.ts';

/** A URL as it will be called; all parts in their normal form (WHATWG URL), so there is one spelling of each. */
export type HttpTarget = {
  href: string;
  /** Lower-case ASCII name, or an address without brackets. */
  host: string;
  isAddress: boolean;
  port: number;
  /** Path alone, percent-encoded as it will be sent. */
  path: string;
};

/** Spaces, control and hidden characters: a URL parser drops some of them, so the text shown would not be what runs. */
const HIDDEN = /[\s\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2800\u3164\uffa0\\]/u;

/**
 * Reads a URL that an action may call: https, a full name or an address, no user or password, no fragment. Undefined
 * for anything else. `localhost`, single labels and names with a dot at their end are no full names.
 */
export function readHttpTarget(text: string): HttpTarget | undefined {
  if (HIDDEN.test(text) || text.includes('#') || !/^https:\/\/[^/]/i.test(text)) return undefined;
  if (/^https:\/\/[^/?]*@/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = ipaddr.isValid(host);
  if (!isAddress && asciiDomain(host) !== host) return undefined;
  return { href: url.href, host, isAddress, port: Number(url.port || 443), path: url.pathname };
}

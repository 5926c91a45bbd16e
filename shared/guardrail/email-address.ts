import { domainToASCII } from 'node:url';
import emailAddresses from 'email-addresses';
import { remembered } from './remembered.ts';

/** A recipient as it will be sent to, or why it cannot be read. */
export type ReadRecipient =
  | {
      readable: true;
      /** Local part as given, domain in lower-case ASCII: `Dana@xn--mller-kva.example`. */
      address: string;
      /** The same, wholly in lower case: what lists are compared with. */
      comparable: string;
      domain: string;
    }
  | { readable: false; why: 'hidden_character' | 'not_an_address' };

/**
 * Control, format, bidi, surrogate, private and unassigned characters (all of `\p{C}`), line and paragraph
 * separators, and fillers that render as nothing though Unicode calls them letters or symbols.
 */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2800\u3164\uffa0]/u;

/**
 * Dot-atom of RFC 5322, ASCII only, without `%` and `!`, which old mail systems read as a route to another host.
 * Quoted local parts are refused, since they can hide a second address.
 */
const LOCAL_PART = /^[a-z0-9#$&'*+/=?^_`{|}~-]+(\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*$/i;

/** An RFC 2047 encoded-word: some mail systems decode it even here, and deliver to the address inside. */
const ENCODED_WORD = /=\?[^ ]*\?=/;

/** What a URL parser, which `domainToASCII` is, would cut off, decode or trim. */
const NOT_IN_A_DOMAIN = /[\s/?#%:@\\[\]]/;

/** Letters, digits and hyphens with at least two labels (RFC 1123); no address literals. */
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * An address that everybody reads alike: a dot-atom and a lower-case ASCII domain, without what punycode or an encoded
 * word could be. Stored content has no others, but for rare ones; the parser says the same of it, forty times slower.
 */
const PLAIN =
  /^(?!.*(?:--|=\?))(?=.{1,64}@.{1,253}$)([a-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*)@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

/** What was read last: a decision reads each of its recipients several times. */
const KEPT = 1_000;

/**
 * Reads one recipient: `dana@acme.com` or `Dana <dana@acme.com>` (RFC 5322; the display name is dropped, since an
 * approver should judge an address and not a name that an agent chose). Groups, lists and anything that two mail
 * systems could read in two ways are not readable.
 */
export const readRecipient: (text: string) => Readonly<ReadRecipient> = remembered(KEPT, (text) => {
  const plain = PLAIN.exec(text);
  if (plain?.[2]) return { readable: true, address: text, comparable: text, domain: plain[2] };
  return parseRecipient(text);
});

/** The whole of it, by the parser; what is read without it must be read the same. */
export function parseRecipient(text: string): ReadRecipient {
  if (HIDDEN.test(text)) return { readable: false, why: 'hidden_character' };
  const parsed = emailAddresses.parseOneAddress({ input: text, rfc6532: true });
  if (parsed?.type !== 'mailbox') return { readable: false, why: 'not_an_address' };
  const domain = asciiDomain(parsed.domain);
  if (!domain || parsed.local.length > 64 || !LOCAL_PART.test(parsed.local) || ENCODED_WORD.test(parsed.local)) {
    return { readable: false, why: 'not_an_address' };
  }
  const address = `${parsed.local}@${domain}`;
  return { readable: true, address, comparable: address.toLowerCase(), domain };
}

/** The domain in lower-case ASCII (punycode, UTS 46), or undefined when it is no domain name. */
export function asciiDomain(domain: string): string | undefined {
  if (NOT_IN_A_DOMAIN.test(domain)) return undefined;
  const ascii = domainToASCII(domain).toLowerCase();
  return DOMAIN.test(ascii) ? ascii : undefined;
}

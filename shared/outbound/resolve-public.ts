import { lookup as systemLookup } from 'node:dns/promises';
import { isPublicAddress } from '../guardrail/public-address.ts';

/** Every address of a name, as the system's resolver says. */
export type Lookup = (host: string) => Promise<{ address: string }[]>;

export const lookupAll: Lookup = (host) => systemLookup(host, { all: true });

export type Resolved = { ok: true; address: string } | { ok: false; code: string };

/**
 * The address to connect to, checked. An address in the URL is checked without DNS, which would hand it back as it is;
 * of a name every answer must be public, since one that is not says that somebody points the name inside.
 */
export async function resolvePublic(
  { host, isAddress }: { host: string; isAddress: boolean },
  lookup: Lookup,
): Promise<Resolved> {
  if (isAddress) return isPublicAddress(host) ? { ok: true, address: host } : { ok: false, code: NOT_PUBLIC };
  try {
    const addresses = (await lookup(host)).map(({ address }) => address);
    if (!addresses.every(isPublicAddress)) return { ok: false, code: NOT_PUBLIC };
    // IPv4 first: a function outside a dual-stack network has no way to an IPv6 address.
    const address = addresses.find((one) => !one.includes(':')) ?? addresses[0];
    return address ? { ok: true, address } : { ok: false, code: 'ENOTFOUND' };
  } catch (error) {
    return { ok: false, code: (error as { code?: string }).code ?? 'dns_failed' };
  }
}

/** The host lies inside some network. Nothing was sent, and trying again would not change that. */
export const NOT_PUBLIC = 'address_not_public';

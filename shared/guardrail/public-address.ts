import ipaddr from 'ipaddr.js';

/** What IANA has given out as global unicast (RFC 4291); the rest of IPv6 leads to us, to neighbours or nowhere. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True for an address that anybody on the internet could reach: IPv4 unicast, or IPv6 unicast inside 2000::/3. Not
 * loopback, private, link-local (with the metadata services), shared, documentation or multicast ones, nor an IPv6
 * address that a translator turns into an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64).
 */
export function isPublicAddress(address: string): boolean {
  // Shorter, octal and hexadecimal forms of IPv4 are no addresses here: resolvers do not agree on them.
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).range() === 'unicast';
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return false;
  const ip = ipaddr.process(address);
  return ip.range() === 'unicast' && (ip.kind() === 'ipv4' || ip.match(GLOBAL_UNICAST));
}

/** True when both name the same host: `::ffff:8.8.8.8` and `8.8.8.8` do. */
export function isSameAddress(one: string, other: string): boolean {
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return false;
  return ipaddr.process(one).toNormalizedString() === ipaddr.process(other).toNormalizedString();
}

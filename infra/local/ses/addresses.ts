import emailAddresses from 'email-addresses';

export type Mailbox = { name: string | null; address: string; domain: string };

/** One address, with or without a display name; undefined when it is not one that SES takes (its address is ASCII). */
export function parseMailbox(text: string): Mailbox | undefined {
  const parsed = emailAddresses.parseOneAddress({ input: text, rfc6532: true });
  if (parsed?.type !== 'mailbox' || !/^[!-~]+$/.test(parsed.address)) return undefined;
  return { name: parsed.name, address: parsed.address, domain: parsed.domain.toLowerCase() };
}

/** Of the verified identities, the one that covers an address: itself, else its domain, else the nearest parent domain. */
export function coveringIdentity(identities: string[], { address, domain }: Mailbox): string | undefined {
  const labels = domain.split('.');
  const candidates = [address.toLowerCase(), ...labels.map((_, at) => labels.slice(at).join('.'))];
  for (const candidate of candidates) {
    const identity = identities.find((identity) => identity.toLowerCase() === candidate);
    if (identity) return identity;
  }
  return undefined;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `dec_` and 26 random letters (130 bits): 256 is a multiple of 32, so no letter is likelier than another. */
export function newDecisionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  return `dec_${Array.from(bytes, (byte) => CROCKFORD[byte % 32]).join('')}`;
}

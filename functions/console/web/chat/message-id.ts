const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `msg_` and 26 random letters: made once a message, so that it counts once however often it is sent. */
export function newMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  return `msg_${Array.from(bytes, (byte) => LETTERS[byte % 32]).join('')}`;
}

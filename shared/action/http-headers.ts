/** `{{secret:NAME}}`; the name is its first group. */
export const SECRET_REFERENCE = /\{\{secret:([A-Za-z0-9_-]{1,64})\}\}/g;

/** A token (RFC 9110, 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/**
 * Headers that belong to the connection or to the sender (RFC 9110, 7.6.1): with them, a request could be read as two,
 * reach another host than the approver saw, or come back in a form that cannot be shown.
 */
const REFUSED = new Set([
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings', 'expect'],
  ...['host', 'content-length', 'accept-encoding', 'via', 'forwarded', 'x-forwarded-host', 'x-http-method-override'],
  ...['x-http-method', 'x-method-override', 'x-original-url', 'x-rewrite-url', '__proto__', 'constructor', 'prototype'],
]);

/** Whether an agent may set a header of this name. */
export function isSafeHeaderName(name: string): boolean {
  const lower = name.toLowerCase();
  return TOKEN.test(name) && !REFUSED.has(lower) && !lower.startsWith('proxy-');
}

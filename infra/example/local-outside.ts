import { randomBytes } from 'node:crypto';

/** Made-up hosts that a local run serves itself: what agents and tools send there shows on its page of requests. */
export const OUTSIDE_HOSTS = ['shop.example', 'tools.example'];

/** Secrets of a new local run by full name: the shop's, and one that calls of tools are signed with. */
export function localSecrets(): Record<string, string> {
  return {
    'countersign/http/SHOP': `Bearer ${randomBytes(24).toString('base64url')}`,
    'countersign/tool/TOOLS': `whsec_${randomBytes(32).toString('base64')}`,
  };
}

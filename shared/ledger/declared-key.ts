import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { after } from './authority.ts';

/** That the other side does nothing twice for one key, as the settings say it now. */
export type DeclaredKey = {
  /** How long a key is relied on, in milliseconds. */
  lifeMs: number;
  /** Of all that must stay the same between two tries under one key. Kept with the first one. */
  print: string;
};

/** Why an attempt that may have begun cannot be repeated under its key. */
export type KeyLoss = 'key_expired' | 'key_changed';

/** Keys are not used in the last fifth of their life: the server counts by its own clock, perhaps from our first byte. */
const SAFE_PART = 0.8;

/** A key with its fingerprint: of its life, and of everything else that a repeated try must not differ in. */
export function declaredKey(keyLifeSeconds: number, sentBy: Record<string, string>): DeclaredKey {
  const whole = canonicalize({ keyLifeSeconds, sentBy }) ?? '';
  const print = createHash('sha256').update(whole).digest('hex').slice(0, 32);
  return { lifeMs: Math.floor(keyLifeSeconds * 1_000 * SAFE_PART), print };
}

/** Of a row that is claimed for the first time, where its effect has a key. */
export function keyFrom(now: Date, key: DeclaredKey | undefined) {
  return key === undefined ? {} : { keyUntil: after(now, key.lifeMs), keyPrint: key.print };
}

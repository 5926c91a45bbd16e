import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod';

/**
 * What an agent built elsewhere proves itself with: `csk_`, 256 random bits, and a checksum over both. The prefix lets
 * scanners of code find one that leaked; the checksum tells a mistyped one without asking the table.
 */
const FORM = /^(csk_[A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

/** Keys of one agent that can be used at a time; each is a program that somebody has to keep an eye on. */
export const MOST_KEYS = 20;

/** Seconds: a key that was revoked is listed for so long. */
export const SHOW_REVOKED_SECONDS = 90 * 24 * 60 * 60;

/**
 * Item `KEY#<sha256>` / `KEY` of *work*: found by the hash of what was sent, so that nothing is compared character by
 * character, and who reads the table holds no key. The bits are random, so a fast hash is enough.
 */
export const AgentKey = z.object({
  kind: z.literal('key'),
  keyId: z.string(),
  agentId: z.string(),
  name: z.string(),
  /** The beginning of the key, for people to tell one from another. */
  start: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  /** From then on it opens nothing. */
  validUntil: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
  revokedBy: z.string().optional(),
  /** At most an hour behind. */
  lastUsedAt: z.iso.datetime().optional(),
  /** Seconds since 1970, once it was revoked: until when it is listed. */
  expiresAt: z.int().optional(),
});
export type AgentKey = z.infer<typeof AgentKey>;

/** Item `KEYS#<agent>` / `<keyId>`: which keys an agent has. What they are like stands in their own items. */
export const KeyEntry = z.object({ kind: z.literal('key_entry'), keyId: z.string(), hash: z.string() });

/** A new key: the text is shown once and kept nowhere. */
export function newKeyText(random: Buffer = randomBytes(32)): string {
  const text = `csk_${random.toString('base64url')}`;
  return `${text}${checksum(text)}`;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

/** The hash that a key is found by; undefined for a text that no key can have. */
export function hashOfKey(text: string): string | undefined {
  const [, body, sum] = FORM.exec(text) ?? [];
  if (!body || checksum(body) !== sum) return undefined;
  return createHash('sha256').update(text).digest('hex');
}

/** `csk_` and 4 characters: 24 of its 256 bits. */
export function startOfKey(text: string): string {
  return text.slice(0, 8);
}

export function opens(key: Pick<AgentKey, 'revokedAt' | 'validUntil'>, now: Date): boolean {
  return key.revokedAt === undefined && (key.validUntil === undefined || key.validUntil > now.toISOString());
}

const BEARER = /^Bearer +(\S{1,100})$/i;

/** The key of a request: `Authorization: Bearer csk_…`. */
export function keyTextOf(headers: Record<string, string | undefined>): string | undefined {
  return BEARER.exec(headers.authorization ?? '')?.[1];
}

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import * as z from 'zod';
import type { Capability } from './capability.ts';
import { EmailInput, summariseEmail, toEmailContent } from './email-content.ts';

/** What would be done, in full: one member a capability. */
export type Content = { capability: 'send_email'; input: EmailInput };

/** Content with the two strings that everything after it relies on. */
export type SealedContent = {
  /** The input in canonical JSON (RFC 8785): stored, shown, and parsed again to be executed. */
  canonical: string;
  /** sha256, hex, over agent, capability and input: what a decision names. */
  hash: string;
};

/**
 * Reads what an agent gave to a capability; throws a ZodError that names what is wrong. A lone surrogate would be
 * shown as one character and sent as another, so it is refused.
 */
export function readContent(capability: Capability, input: unknown): Content {
  const read = toEmailContent(EmailInput.parse(input));
  if (hasLoneSurrogate(read)) {
    throw new z.ZodError([{ code: 'custom', path: [], message: 'Text holds half of a surrogate pair.', input }]);
  }
  return { capability, input: read };
}

function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLoneSurrogate);
}

/** Canonical form and hash of content for one agent. */
export function sealContent(agentId: string, content: Content): SealedContent {
  const canonical = canonicalJson(content.input);
  return { canonical, hash: hashOf(agentId, content.capability, canonical) };
}

/**
 * The hash that stored content has now, computed afresh: the stored hash is never trusted for a decision. What is not
 * even JSON has a hash too, so that it can be rejected.
 */
export function hashOf(agentId: string, capability: string, canonical: string): string {
  const whole = canonicalJson({ agentId, capability, ...parsedOrDamaged(canonical) });
  return createHash('sha256').update(whole).digest('hex');
}

function parsedOrDamaged(canonical: string): { input: unknown } | { damaged: string } {
  try {
    return { input: JSON.parse(canonical) };
  } catch {
    return { damaged: canonical.toWellFormed() };
  }
}

/**
 * Stored content, read back to be shown or executed. It must be canonical and hold nothing that the schema does not
 * know, so that every field that will run is one that people see.
 */
export function openContent(capability: Capability, canonical: string): Content {
  const input = EmailInput.parse(JSON.parse(canonical));
  // Recipients too: the guardrail reads `Name <address>` as the address, and what is sent must be that.
  if (canonicalJson(toEmailContent(input)) !== canonical) throw new Error('Stored content is not in canonical form');
  return { capability, input };
}

export function summarise(content: Content): string {
  return summariseEmail(content.input);
}

function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('A value has no JSON form');
  return text;
}

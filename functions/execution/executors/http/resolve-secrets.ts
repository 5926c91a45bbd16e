import { SECRET_REFERENCE } from '#shared/action/http-headers.ts';
import type { GetSecret } from '#shared/secrets/secrets-below.ts';

/** Shorter values could not be told from other text. */
const MIN_LENGTH = 8;

export type SecretValues = ReadonlyMap<string, string>;

/** One line of visible ASCII, as a header must be; shorter values could not be found again in a response. */
const USABLE = /^[\x21-\x7e](?:[\x20-\x7e]{6,}[\x21-\x7e])$/;

/** Reads the secrets that a request names. Nothing was sent when this fails, and the code names no value. */
export async function resolveSecrets(
  names: readonly string[],
  getSecret: GetSecret,
  signal: AbortSignal,
): Promise<{ ok: true; values: SecretValues } | { ok: false; code: string }> {
  const values = new Map<string, string>();
  for (const name of names) {
    let value: string | undefined;
    try {
      value = await getSecret(name, signal);
    } catch {
      return { ok: false, code: 'secret_unavailable' };
    }
    if (value === undefined) return { ok: false, code: 'secret_missing' };
    if (!USABLE.test(value)) return { ok: false, code: 'secret_unusable' };
    values.set(name, value);
  }
  return { ok: true, values };
}

/** Puts the values in the places of their references. */
export function fillIn(headers: Record<string, string>, values: SecretValues): Record<string, string> {
  const filled = (text: string) => text.replaceAll(SECRET_REFERENCE, (_, name: string) => values.get(name) ?? '');
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)]));
}

/** Text without the values, in whichever of the usual forms a server echoes them. */
export function redact(text: string, values: SecretValues): string {
  let clean = text;
  for (const [name, value] of values) {
    for (const form of formsOf(value)) clean = clean.replaceAll(form, () => `[secret ${name}]`);
  }
  return clean;
}

function formsOf(value: string): string[] {
  // `Bearer …` and `whsec_…` may come back without what stands before the secret itself.
  const bare = value.replace(/^(?:\S+ +|whsec_)/, '');
  const forms = (bare.length < MIN_LENGTH ? [value] : [value, bare]).flatMap((text) => {
    const bytes = Buffer.from(text);
    const encoded = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex')];
    return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), htmlEscaped(text), ...encoded];
  });
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function htmlEscaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

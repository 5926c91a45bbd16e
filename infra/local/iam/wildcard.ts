/** A policy variable means something per caller; the local run refuses it by name instead of matching it as text. */
export function refuseVariables(pattern: string): string {
  if (pattern.includes('${')) {
    throw new Error(`Policy value "${pattern}" uses a policy variable, which the local run does not know.`);
  }
  return pattern;
}

const literal = (text: string) => text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');

/** IAM's text with `*` (any characters) and `?` (one character). */
export function wildcard(pattern: string, flags = ''): RegExp {
  const source = [...refuseVariables(pattern)].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : literal(c))).join('');
  return new RegExp(`^${source}$`, `s${flags}`);
}

/**
 * The Resource element: a `*` or `?` stays within its ARN segment, but a `*` that ends a segment reaches beyond the colon.
 * Source: IAM user guide, "IAM JSON policy elements: Resource", wildcards.
 */
export function resourcePattern(pattern: string): RegExp {
  const source = [...refuseVariables(pattern)].map((c, at, all) => {
    const endsSegment = at === all.length - 1 || all[at + 1] === ':';
    if (c === '*') return endsSegment ? '.*' : '[^:]*';
    return c === '?' ? '[^:]' : literal(c);
  });
  return new RegExp(`^${source.join('')}$`, 's');
}

const ARN_PARTS = 6;

/** Splits into the six parts of an ARN, of which the last keeps its colons; undefined for what is no ARN. */
function arnParts(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < ARN_PARTS) return undefined;
  return [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')];
}

/** ArnLike and ArnEquals, which IAM treats alike: each of the six parts is matched on its own. */
export function arnPattern(pattern: string): (arn: string) => boolean {
  const expected = arnParts(pattern)?.map((part) => wildcard(part));
  if (!expected) throw new Error(`Policy value "${pattern}" is compared with an ARN and has not the six parts of one.`);
  return (arn) => arnParts(arn)?.every((part, at) => expected[at]?.test(part)) ?? false;
}

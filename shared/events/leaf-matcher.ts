import ipaddr from 'ipaddr.js';

export type Leaf = string | number | boolean | null;
type Test = (leaf: Leaf) => boolean;
/** `absent`: asks that no leaf is there; otherwise one of the field's leaves must pass `matches`. */
type LeafMatcher = { absent: boolean; matches: Test };

/** One alternative of a field: an exact value or an operator such as `{ prefix: 'act_' }`. */
export function leafMatcher(field: string, alternative: unknown): LeafMatcher {
  if (isLeaf(alternative)) return present((leaf) => leaf === alternative);
  const [operator, operand] = onlyEntry(field, alternative);
  if (operator !== 'exists') return present(compileOperator(field, operator, operand));
  if (typeof operand !== 'boolean') throw unusable(field, 'exists', 'true or false');
  return operand ? present(() => true) : { absent: true, matches: () => false };
}

function present(matches: Test): LeafMatcher {
  return { absent: false, matches };
}

function compileOperator(field: string, operator: string, operand: unknown): Test {
  switch (operator) {
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
      return compileText(field, operator, operand);
    case 'numeric':
      return compileNumeric(field, operand);
    case 'anything-but':
      return compileAnythingBut(field, operand);
    case 'wildcard':
      return compileWildcard(field, operand);
    case 'cidr':
      return compileCidr(field, operand);
    default:
      throw new Error(`Event pattern: operator "${operator}" of "${field}" is not known here.`);
  }
}

function compileText(field: string, operator: 'prefix' | 'suffix' | 'equals-ignore-case', operand: unknown): Test {
  const ignoresCase = operator === 'equals-ignore-case' || (typeof operand === 'object' && operand !== null);
  const text = operator !== 'equals-ignore-case' && ignoresCase ? ignoredCase(field, operand) : operand;
  if (typeof text !== 'string') throw unusable(field, operator, 'a string');
  const fold = (value: string) => (ignoresCase ? value.toLowerCase() : value);
  const wanted = fold(text);
  const test = {
    prefix: (value: string) => value.startsWith(wanted),
    suffix: (value: string) => value.endsWith(wanted),
    'equals-ignore-case': (value: string) => value === wanted,
  }[operator];
  return (leaf) => typeof leaf === 'string' && test(fold(leaf));
}

/** `{ prefix: { 'equals-ignore-case': 'x' } }` is the one operator that may stand inside `prefix` and `suffix`. */
function ignoredCase(field: string, operand: unknown): unknown {
  const [operator, text] = onlyEntry(field, operand);
  if (operator !== 'equals-ignore-case') throw unusable(field, operator, 'equals-ignore-case here');
  return text;
}

function compileAnythingBut(field: string, operand: unknown): Test {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [operator, inner] = onlyEntry(field, operand);
    if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator)) {
      throw new Error(`Event pattern: operator "${operator}" inside anything-but of "${field}" is not known here.`);
    }
    const tests = (Array.isArray(inner) ? inner : [inner]).map((one) => compileOperator(field, operator, one));
    return (leaf) => !tests.some((test) => test(leaf));
  }
  const excluded: unknown[] = Array.isArray(operand) ? operand : [operand];
  const kinds = new Set(excluded.map((value) => typeof value));
  if (kinds.size !== 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw unusable(field, 'anything-but', 'strings or numbers, not both');
  }
  return (leaf) => !excluded.includes(leaf);
}

const comparisons: ReadonlyMap<unknown, (leaf: number, bound: number) => boolean> = new Map([
  ['=', (leaf: number, bound: number) => leaf === bound],
  ['<', (leaf, bound) => leaf < bound],
  ['<=', (leaf, bound) => leaf <= bound],
  ['>', (leaf, bound) => leaf > bound],
  ['>=', (leaf, bound) => leaf >= bound],
]);

function compileNumeric(field: string, operand: unknown): Test {
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length))
    throw unusable(field, 'numeric', '["<", 10] or a range');
  const bounds: { compare: (leaf: number, bound: number) => boolean; bound: number }[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const compare = comparisons.get(operand[at]);
    const bound: unknown = operand[at + 1];
    if (!compare || typeof bound !== 'number') throw unusable(field, 'numeric', 'one of = < <= > >= and a number');
    bounds.push({ compare, bound });
  }
  return (leaf) => typeof leaf === 'number' && bounds.every(({ compare, bound }) => compare(leaf, bound));
}

/** `*` stands for any characters; EventBridge refuses two of them in a row, and `\\*` is an asterisk. */
function compileWildcard(field: string, operand: unknown): Test {
  if (typeof operand !== 'string' || /\*\*/.test(operand)) throw unusable(field, 'wildcard', 'a string without **');
  const parts = operand.match(/\\[*\\]|\*|[^*\\]+/g) ?? [];
  if (parts.join('') !== operand) throw unusable(field, 'wildcard', 'no backslash but before * or \\');
  const source = parts.map((part) => (part === '*' ? '.*' : literal(part.replace(/^\\/, ''))));
  const pattern = new RegExp(`^${source.join('')}$`, 's');
  return (leaf) => typeof leaf === 'string' && pattern.test(leaf);
}

function literal(text: string): string {
  return text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');
}

/** An address block such as `10.0.0.0/24`. */
function compileCidr(field: string, operand: unknown): Test {
  if (typeof operand !== 'string' || !ipaddr.isValidCIDR(operand))
    throw unusable(field, 'cidr', 'a block of addresses');
  const block = ipaddr.parseCIDR(operand);
  return (leaf) => {
    if (typeof leaf !== 'string' || !ipaddr.isValid(leaf)) return false;
    const address = ipaddr.parse(leaf);
    return address.kind() === block[0].kind() && address.match(block);
  };
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function onlyEntry(field: string, value: unknown): [string, unknown] {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [entry] = entries;
  if (!entry || entries.length !== 1) {
    throw new Error(
      `Event pattern: "${field}" holds ${JSON.stringify(value)}; use a value or an object with one operator.`,
    );
  }
  return entry;
}

function unusable(field: string, operator: string, wanted: string): Error {
  return new Error(`Event pattern: "${operator}" of "${field}" needs ${wanted}.`);
}

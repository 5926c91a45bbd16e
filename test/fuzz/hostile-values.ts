import * as fc from 'fast-check';

const TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\r\nBcc: eve@evil.example',
    '\ud800',
    'a\udc00',
    '\u202egpj.exe',
    '\u2028',
    '\ufeff',
    '\u0085',
  ],
  ...['__proto__', 'constructor', 'toString', '../../etc/passwd', '%00', '%zz', '{{secret:SHOP}}', '<script>'],
  ...['act_00000000000000000000000000000000', 'G#act_1', 'act_1#1', 'PERSON#per_olivia', 'NaN', '1e309', '0x10', '-0'],
  ...[
    '2026-13-45T99:99:99.999Z',
    '=?utf-8?b?UA==?=',
    'dana@acme.example',
    '+46701740605',
    'https://127.0.0.1/',
    'null',
  ],
];

const NUMBERS = [0, -0, -1, 0.1, 1.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324, 253402300800];

/** Any code point, lone halves of pairs too. fast-check's `binary` means the same, and takes seconds to make its tables. */
const character = fc.oneof(fc.nat(0xff), fc.nat(0x10ffff)).map((code) => String.fromCodePoint(code));

export const anyText = (maxLength: number) => fc.string({ unit: character, maxLength });

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 4, arbitrary: anyText(40) },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 90, max: 12_000 }).map((length) => '発x\u0007😀'.repeat(length).slice(0, length)),
  },
);

/** Lists and objects in each other, that deep. */
export function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let at = 0; at < depth; at++) value = at % 2 ? [value] : { a: value };
  return value;
}

/** Not only JSON: what a model's client could have parsed has own `__proto__` keys, lone surrogates and rounded numbers. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NUMBERS, null, true, false, [], {}, [[]], [null]) },
  { weight: 2, arbitrary: fc.array(hostileText, { maxLength: 12 }) },
  { weight: 2, arbitrary: fc.anything({ maxDepth: 3, withNullPrototype: false }).map(asJson) },
  { weight: 1, arbitrary: fc.integer({ min: 50, max: 1_000 }).map(nested) },
  { weight: 1, arbitrary: fc.dictionary(hostileText, hostileText, { maxKeys: 5 }) },
  { weight: 1, arbitrary: fc.constant('{"__proto__":{"to":["eve@evil.example"]}}').map((text) => JSON.parse(text)) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 100, max: 20_000 }).map((length) => Array.from({ length }, (_, at) => at)),
  },
);

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null) ?? 'null');
}

/** One change of a value that was right: what to put, and where among all its parts. */
export type Change = { do: 'replace' | 'drop' | 'add' | 'rename'; at: number; key: string; value: unknown };

export const change: fc.Arbitrary<Change> = fc.record({
  do: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'rename'),
  at: fc.noBias(fc.nat(1_000)),
  key: hostileText,
  value: hostileValue,
});

type Part = { holder: Record<string, unknown>; key: string };

/** A copy with the change in it. */
export function changed(value: unknown, { do: what, at, key, value: put }: Change): unknown {
  const root = { value: structuredClone(value) };
  const parts = partsOf(root);
  const part = parts[at % parts.length];
  if (!part) return put;
  const { holder } = part;
  const before = holder[part.key];
  if (what === 'drop' || what === 'rename') delete holder[part.key];
  if (what === 'replace') holder[part.key] = put;
  if (what === 'rename') define(holder, key, before);
  if (what === 'add' && typeof before === 'object' && before !== null) define(before, key, put);
  return root.value;
}

function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function partsOf(holder: Record<string, unknown>): Part[] {
  return Object.keys(holder).flatMap((key) => {
    const value = holder[key];
    const inner = typeof value === 'object' && value !== null ? partsOf(value as Record<string, unknown>) : [];
    return [{ holder, key }, ...inner];
  });
}

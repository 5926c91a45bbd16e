import * as fc from 'fast-check';
import { anyText, type Change, change, changed, hostileText, hostileValue } from './hostile-values.ts';
import type { ValidRequest } from './sketches/sketch.ts';
import { SPOILER_NAMES, SPOILERS } from './spoilt-bodies.ts';

/** What is done to a request that was right. All of it comes from the seed. */
export type Recipe = {
  pick: number;
  body:
    | { do: 'keep' }
    | { do: 'change'; changes: Change[] }
    | { do: 'spoil'; how: string }
    | { do: 'other'; text: string };
  path: string | undefined;
  claims: unknown;
  headers: Record<string, string>;
  query: Record<string, string> | undefined;
  /** `lies`: the flag is set, and the body is not base64. */
  base64: boolean | 'lies';
  /** For webhooks: how signature, time and id are given. */
  signing: string;
};

const CLAIMS: unknown[] = [
  ...[null, 'claims', [], {}, { sub: 'per_olivia' }, { sub: 'per_olivia', token_use: 'id', auth_time: '1' }],
  ...['', ' ', '\ud800', 'x'.repeat(101), 'x'.repeat(5_000), 'per_nobody', 7, null, ['per_olivia'], { a: 1 }].map(
    (sub) => ({
      ...{ sub, token_use: 'access', auth_time: '1772442000' },
    }),
  ),
  ...['', 'now', '-1', '0', '1e99', '8640000000001', '253402300800', null, [], {}].map((auth_time) => ({
    ...{ sub: 'per_olivia', token_use: 'access', auth_time },
  })),
];

const SIGNINGS = [
  ...[
    'right',
    'right',
    'right',
    'right',
    'right',
    'right',
    'no headers',
    'another secret',
    'old',
    'future',
    'odd time',
  ],
  ...['odd signature', 'many signatures', 'odd id', 'other body', 'no id', 'two ids'],
] as const;

const HEADER_NAMES = [
  'content-type',
  'if-none-match',
  'accept',
  'x-forwarded-for',
  'webhook-id',
  'cookie',
  'content-encoding',
];
const HEADER_VALUES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
];

const kept = { do: 'keep' } as const;
const bodies = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(change, { minLength: 1, maxLength: 2 }).map((changes) => ({ do: 'change' as const, changes })),
  },
  { weight: 3, arbitrary: fc.constantFrom(...SPOILER_NAMES).map((how) => ({ do: 'spoil' as const, how })) },
  { weight: 1, arbitrary: hostileValue.map((value) => ({ do: 'other' as const, text: JSON.stringify(value) ?? '' })) },
  {
    weight: 1,
    arbitrary: anyText(200).map((text) => ({ do: 'other' as const, text })),
  },
);

/** fast-check prefers small numbers; here they only choose. */
const evenly = (below: number) => fc.noBias(fc.nat(below - 1));

const untouched = evenly(1e8).map(
  (pick): Recipe => ({
    ...{ pick, body: kept, path: undefined, claims: 'right', headers: {}, query: undefined, base64: pick % 2 === 0 },
    signing: 'right',
  }),
);

/** How a route is fuzzed: `read` has no body to spoil; what is `costly` when it is taken is taken rarely. */
export type Manner = 'read' | 'write' | 'costly';

const LEFT_ALONE: Record<Manner, { perMille: number; body: number; rest: number }> = {
  read: { perMille: 100, body: 1, rest: 1 },
  write: { perMille: 150, body: 1, rest: 4 },
  costly: { perMille: 3, body: 0, rest: 4 },
};

const touched = ({ body, rest }: { body: number; rest: number }): fc.Arbitrary<Recipe> => {
  const unless = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight: rest, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
  const headerValue = fc.oneof(fc.constantFrom(...HEADER_VALUES), hostileText);
  return fc.record({
    pick: evenly(1e8),
    body: fc.oneof({ weight: body, arbitrary: fc.constant(kept) }, { weight: 9, arbitrary: bodies }),
    path: unless(hostileText),
    claims: unless(fc.constantFrom(...CLAIMS)).map((claims) => (claims === undefined ? 'right' : claims)),
    headers: fc.dictionary(fc.constantFrom(...HEADER_NAMES), headerValue, { maxKeys: 3 }),
    query: unless(
      fc.dictionary(fc.oneof(fc.constantFrom('limit', 'after'), hostileText), hostileText, { minKeys: 1, maxKeys: 3 }),
    ),
    base64: fc.constantFrom(false, false, true, true, 'lies' as const),
    signing: fc.constantFrom(...SIGNINGS),
  });
};

function recipesOf(manner: Manner): fc.Arbitrary<Recipe> {
  const { perMille, ...weights } = LEFT_ALONE[manner];
  const spoilt = touched(weights);
  return evenly(1_000).chain((at) => (at < perMille ? untouched : spoilt));
}

export const RECIPES: Record<Manner, fc.Arbitrary<Recipe>> = {
  read: recipesOf('read'),
  write: recipesOf('write'),
  costly: recipesOf('costly'),
};

/** The body that is sent, and whether it can only be refused. */
export function bodyOf({ body }: ValidRequest, { body: how }: Recipe): { sent: string | Buffer; isSpoilt: boolean } {
  const text = body === undefined ? '' : JSON.stringify(body);
  if (how.do === 'spoil' && body) {
    const sent = SPOILERS[how.how]?.(text) ?? text;
    // Where there is nothing to spoil, as in an empty object, it is still what it was.
    return { sent, isSpoilt: sent !== text };
  }
  if (how.do === 'other') return { sent: how.text, isSpoilt: false };
  if (how.do === 'change' && body)
    return { sent: JSON.stringify(how.changes.reduce(changed, body)) ?? '', isSpoilt: false };
  return { sent: text, isSpoilt: false };
}

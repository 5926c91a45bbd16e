import * as fc from 'fast-check';
import type { Capability } from '../../shared/action/capability.ts';
import { ASKED_FOR } from '../support/builders.ts';
import { change, changed, hostileText, hostileValue, nested } from './hostile-values.ts';

/** A tool call of a model: what its client parsed, be it what the tool asks for or not. */
export function toolCalls(capability: Capability): fc.Arbitrary<{ input: unknown; id: string | undefined }> {
  const valid = ASKED_FOR[capability];
  const near = fc.array(change, { maxLength: 3 }).map((changes) => changes.reduce<unknown>(changed, valid));
  const long = fc.tuple(fc.constantFrom('text', 'body', 'subject', 'url'), fc.integer({ min: 90_000, max: 400_000 }));
  return fc.record({
    input: fc.oneof(
      { weight: 12, arbitrary: near },
      { weight: 4, arbitrary: hostileValue },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, undefined, 10n, Symbol.iterator) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 1_000, max: 5_000 }).map((depth) => ({ ...valid, json: nested(depth) })),
      },
      { weight: 1, arbitrary: long.map(([field, length]) => ({ ...valid, [field]: '発'.repeat(length) })) },
    ),
    id: fc.oneof({ weight: 10, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: hostileText }),
  });
}

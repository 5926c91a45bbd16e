import { MAX_DEPTH } from './strict-json.ts';

/**
 * What of a parsed value does not mean the same to every reader, in a sentence; undefined when nothing. The same rules as
 * for JSON text in `strict-json.ts`, for what a model's client has parsed already: only what can still be seen then.
 */
export function problemOf(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : 'Text holds half of a surrogate pair.';
  if (typeof value === 'number') return problemOfNumber(value);
  if (value === null || value === undefined || typeof value === 'boolean') return undefined;
  if (typeof value !== 'object') return 'A value has no JSON form.';
  if (depth === MAX_DEPTH) return `Lists and objects lie more than ${MAX_DEPTH} deep in each other.`;
  if (Array.isArray(value)) return firstProblem(value, depth);
  if (!isPlain(value)) return 'A value has no JSON form.';
  const maker: unknown = Reflect.get(value, 'constructor');
  if (Object.hasOwn(value, '__proto__') || (isObject(maker) && Object.hasOwn(maker, 'prototype')))
    return 'The keys `__proto__` and `constructor` with a `prototype` are not taken.';
  return firstProblem(Object.entries(value).flat(), depth);
}

function firstProblem(parts: unknown[], depth: number): string | undefined {
  for (const part of parts) {
    const problem = problemOf(part, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return 'A number is not finite.';
  const isChanged = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isChanged ? 'A whole number is beyond 9007199254740991. Give it as text.' : undefined;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

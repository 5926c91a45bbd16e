import { type Leaf, leafMatcher } from './leaf-matcher.ts';

type Matcher = (event: unknown) => boolean;
type JsonObject = Record<string, unknown>;

/**
 * Compiles an EventBridge event pattern, also the language of Lambda's event source filters. A field of the pattern is
 * a list of alternatives, a nested object or `$or`; an event's list matches when any element of it does, and
 * objects in a list are judged one by one. As in AWS only leaves (string, number, boolean, null) exist: `exists` sees
 * neither an object nor an empty list.
 * @throws Error naming an operator or a shape it does not know
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: unknown): Matcher {
  return compileObject(pattern, 'the pattern');
}

function compileObject(pattern: unknown, at: string): Matcher {
  if (!isObject(pattern)) throw new Error(`Event pattern: ${at} must be an object.`);
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new Error(`Event pattern: ${at} is empty; name at least one field.`);
  const matchers = fields.map(([name, value]) => (name === '$or' ? compileOr(value, at) : compileField(name, value)));
  return (event) => matchers.every((matches) => matches(event));
}

function compileOr(alternatives: unknown, at: string): Matcher {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new Error(`Event pattern: $or in ${at} must be a list of at least two objects.`);
  }
  const matchers = alternatives.map((alternative) => compileObject(alternative, `$or in ${at}`));
  return (event) => matchers.some((matches) => matches(event));
}

function compileField(name: string, value: unknown): Matcher {
  if (Array.isArray(value)) return compileAlternatives(name, value);
  const matches = compileObject(value, `"${name}"`);
  return (event) => {
    const objects = objectsOf(fieldOf(event, name));
    // Without the object its fields are missing, which is what {exists: false} asks for.
    return objects.length === 0 ? matches(undefined) : objects.some(matches);
  };
}

function compileAlternatives(name: string, alternatives: unknown[]): Matcher {
  if (alternatives.length === 0) throw new Error(`Event pattern: "${name}" is an empty list and could never match.`);
  const matchers = alternatives.map((alternative) => leafMatcher(name, alternative));
  return (event) => {
    const leaves = leavesOf(fieldOf(event, name));
    return matchers.some(
      (matcher) => matcher.absent === (leaves.length === 0) && (matcher.absent || leaves.some(matcher.matches)),
    );
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(event: unknown, name: string): unknown {
  return isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

function objectsOf(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  return isObject(value) ? [value] : [];
}

function leavesOf(value: unknown): Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (value === null) return [value];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [value];
  return [];
}

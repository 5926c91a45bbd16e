import * as z from 'zod';

/** What `z.fromJSONSchema` really checks, and what only describes. Anything else is refused by name, never ignored. */
const KEYWORDS = new Set([
  ...['$schema', 'title', 'description', 'examples', 'type', 'enum', 'const', 'anyOf', 'default'],
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['minLength', 'maxLength', 'pattern', 'format'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);
const FORMATS = new Set(['email', 'uri', 'uuid', 'date-time', 'date', 'time', 'duration', 'hostname', 'ipv4', 'ipv6']);
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'null', 'object', 'array']);

/** Keywords that a converter applies only beside their type; without it they would be words without effect. */
const DECIDES = ['type', 'enum', 'const', 'anyOf'];

type Schema = Record<string, unknown>;

/**
 * What of a JSON Schema (2020-12) cannot be checked here, one sentence each; empty for a schema that can be used. The
 * schema of a tool is an object's, and says of every part what it is.
 */
export function unsupportedIn(schema: unknown): string[] {
  if (!isSchema(schema) || schema.type !== 'object') return ['The schema itself must have "type": "object".'];
  const problems = problemsOf(schema, '#', 0);
  return problems.length > 0 ? problems : conversionProblem(schema);
}

/** The check that a schema describes; only for one in which nothing is unsupported. */
export function toInputCheck(schema: Schema): z.ZodType {
  return z.fromJSONSchema(schema);
}

function problemsOf(schema: unknown, at: string, depth: number): string[] {
  if (!isSchema(schema)) return [`${at} must be a schema object.`];
  if (depth > 20) return [`${at} is nested too deeply.`];
  const own = Object.keys(schema).flatMap((key) => (KEYWORDS.has(key) ? [] : [`${at}/${key} is not supported.`]));
  if (!DECIDES.some((key) => key in schema)) own.push(`${at} needs a "type".`);
  const types = [schema.type ?? []].flat();
  const named = types.map(textOf);
  own.push(...named.filter((type) => !TYPES.has(type)).map((type) => `${at}/type "${type}" is not a type.`));
  if (schema.format !== undefined && !FORMATS.has(textOf(schema.format))) {
    own.push(`${at}/format "${textOf(schema.format)}" is not supported.`);
  }
  return [...own, ...unknownRequired(schema, at), ...children(schema, at, depth)];
}

/** The converter knows a required property only where it is described. */
function unknownRequired({ properties, required }: Schema, at: string): string[] {
  const names = Array.isArray(required) ? required.map(textOf) : [];
  const known = isSchema(properties) ? properties : {};
  return names.filter((name) => !Object.hasOwn(known, name)).map((name) => `${at}/required names unknown "${name}".`);
}

function children({ properties, items, additionalProperties, anyOf }: Schema, at: string, depth: number): string[] {
  const parts: [path: string, schema: unknown][] = Object.entries(isSchema(properties) ? properties : {}).map(
    ([name, schema]) => [`${at}/properties/${name}`, schema],
  );
  if (items !== undefined) parts.push([`${at}/items`, items]);
  if (isSchema(additionalProperties)) parts.push([`${at}/additionalProperties`, additionalProperties]);
  if (Array.isArray(anyOf)) anyOf.forEach((schema, index) => void parts.push([`${at}/anyOf/${index}`, schema]));
  return parts.flatMap(([path, schema]) => problemsOf(schema, path, depth + 1));
}

function conversionProblem(schema: Schema): string[] {
  try {
    toInputCheck(schema);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** What should be a text and may be anything: an object with a `toString` of its own cannot be written as one. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

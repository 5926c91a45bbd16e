import * as z from 'zod';

type Json = Record<string, unknown>;
export type WriteSchema = (schema: z.ZodType, io: 'input' | 'output') => Json;

/**
 * Writes zod schemas as JSON Schema. What lies in itself (JSON of any depth) cannot stand in place: it goes to `shared`, the
 * document's components, and is referred to. What has no JSON Schema (a transform) is described as what goes into it.
 */
export function schemaWriter(): { write: WriteSchema; shared: Json } {
  const shared: Json = {};
  const write: WriteSchema = (schema, io) => {
    const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
    const { $schema, $defs = {}, ...rest } = io === 'output' ? opened(made) : made;
    const names = Object.keys($defs as Json).map((name) => ({
      name,
      id: `Shared${Object.keys(shared).length}${name}`,
    }));
    const renamed = (value: unknown) =>
      names.reduce(
        (text, { name, id }) => text.replaceAll(`"#/$defs/${name}"`, `"#/components/schemas/${id}"`),
        JSON.stringify(value),
      );
    for (const { name, id } of names) shared[id] = JSON.parse(renamed(($defs as Json)[name]));
    return JSON.parse(renamed(rest)) as Json;
  };
  return { write, shared };
}

/** Answers may get fields more; who reads them must not mind. */
function opened(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'additionalProperties' && value === false ? undefined : value,
  ) as Json;
}

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Schema = Record<string, unknown>;
type Answer = { content?: Record<string, { schema: Schema }> };
export type OpenApi = {
  paths: Record<string, Record<string, { responses: Record<string, Answer> }>>;
  components: { schemas: Record<string, Schema> };
};

/** Paths of API Gateway's own: what a browser asks for by itself, and the preflight of another site. */
const NOT_OURS = ['OPTIONS'];

/**
 * Says what is wrong with an answer of the API, as its own description has it: a route that it does not name, a status that it
 * does not foresee, a body that does not fit. Undefined when nothing is.
 */
export function answerChecker({ paths, components }: OpenApi) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema({ $id: 'api', components });
  const compiled = new Map<Schema, ValidateFunction>();
  const validator = (schema: Schema) => {
    const known = compiled.get(schema) ?? ajv.compile(absolute(schema));
    compiled.set(schema, known);
    return known;
  };
  const routes = Object.entries(paths)
    .map(([path, operations]) => ({ pattern: patternOf(path), path, operations }))
    // A path without parameters is the better match.
    .sort((one, other) => one.path.split('{').length - other.path.split('{').length);

  return function wrongWith(
    { method, path }: { method: string; path: string },
    { status, type, text }: { status: number; type: string; text: string },
  ): string | undefined {
    const called = `${method} ${path}`;
    if (NOT_OURS.includes(method)) return undefined;
    const found = routes.find(({ pattern, operations }) => pattern.test(path) && operations[method.toLowerCase()]);
    const operation = found?.operations[method.toLowerCase()];
    if (!operation)
      return [404, 405].includes(status) ? undefined : `${called} is not described, and answered ${status}`;
    const described = operation.responses[status] ?? (status >= 400 ? operation.responses.default : undefined);
    if (!described) return `${called} answered ${status}, which is not described`;
    if (text === '') return undefined;
    const media = Object.entries(described.content ?? {}).find(([name]) => name === '*/*' || type.startsWith(name));
    if (!media) return `${called} answered ${status} as ${type}, which is not described`;
    if (!/json/.test(media[0]) || media[0].includes('ndjson')) return undefined;
    const validate = validator(media[1].schema);
    return validate(JSON.parse(text))
      ? undefined
      : `${called} answered ${status}, and ${ajv.errorsText(validate.errors, { dataVar: 'the body' })}`;
  };
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.+*?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace('{proxy}', '.+').replace(/\{\w+\}/g, '[^/]+')}$`);
}

/** References in the document are to itself; compiled apart, they are to the document by its name. */
function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as Schema;
}

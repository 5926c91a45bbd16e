import type * as z from 'zod';
import { allRoutes } from '#shared/routes/all-routes.ts';
import { isForPeople, type Route } from '#shared/routes/route.ts';
import { errorResponses, PROBLEM, THROTTLED } from './error-responses.ts';
import { repliesOf } from './replies-of.ts';
import { schemaWriter, type WriteSchema } from './schema-writer.ts';

type Json = Record<string, unknown>;

/** What `GET /openapi.json` answers: OpenAPI 3.1, whose schemas are JSON Schema 2020-12, made from the table of routes. */
export function openApiDocument(): Json {
  const { write, shared } = schemaWriter();
  const paths: Record<string, Json> = {};
  for (const [key, route] of Object.entries(allRoutes)) {
    const [method = '', path = ''] = key.split(' ');
    // `{proxy+}` is a pattern of API Gateway.
    const at = path.replace('+}', '}');
    paths[at] = { ...paths[at], [method.toLowerCase()]: operation(write, key, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version: '1.0.0',
      description: "A person's signature before an AI agent's sensitive actions.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.keys(allRoutes).map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM, Throttled: THROTTLED, ...shared },
      securitySchemes: {
        person: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Access token of the people pool.',
        },
        agentKey: { type: 'http', scheme: 'bearer', description: 'Key of an agent built elsewhere: `csk_…`.' },
      },
    },
  };
}

function operation(write: WriteSchema, key: string, route: Route): Json {
  const { summary, query, body, access } = route;
  const parameters = [
    ...pathParameters(key),
    ...headerParameters(key),
    ...(query ? queryParameters(write, query) : []),
  ];
  return {
    operationId: operationId(key),
    summary,
    tags: [tagOf(key)],
    security: isForPeople(route) ? [{ person: [] }] : access === 'agent_key' ? [{ agentKey: [] }] : [],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: jsonOf(write(body, 'input')) } } : {}),
    responses: {
      ...Object.fromEntries(repliesOf(key, route).map((one) => reply(write, one))),
      ...errorResponses(route),
    },
  };
}

function reply(write: WriteSchema, [status, content]: [string, z.ZodType | string]): [string, Json] {
  const description = Number(status) < 300 ? 'Done.' : 'See the summary.';
  if (typeof content !== 'string') return [status, { description, content: jsonOf(write(content, 'output')) }];
  return [status, { description, content: { [content]: { schema: { type: 'string' } } } }];
}

function jsonOf(schema: Json): Json {
  return { 'application/json': { schema } };
}

function pathParameters(key: string): Json[] {
  return [...key.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string', minLength: 1, maxLength: 100 },
  }));
}

function headerParameters(key: string): Json[] {
  if (key !== 'POST /agents/{agentId}/actions') return [];
  const description = 'Names the action: the same key with the same request is the same action.';
  const schema = { type: 'string', minLength: 1, maxLength: 200 };
  return [{ name: 'Idempotency-Key', in: 'header', required: true, description, schema }];
}

function queryParameters(write: WriteSchema, query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = write(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }));
}

/** `GET /agents/{agentId}/keys` is `getAgentsKeysByAgentId`: stable, and unique. */
function operationId(key: string): string {
  const [method = '', path = ''] = key.split(' ');
  const words = path.split('/').filter(Boolean);
  const named = words
    .filter((word) => !word.startsWith('{'))
    .map((word) => camel(word))
    .join('');
  const by = words.filter((word) => word.startsWith('{')).map((word) => camel(word.replace(/[{}+]/g, '')));
  return `${method.toLowerCase()}${named || 'Console'}${by.length > 0 ? `By${by.join('And')}` : ''}`;
}

function camel(word: string): string {
  return word
    .split(/[^A-Za-z0-9]/)
    .filter(Boolean)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

function tagOf(key: string): string {
  return key.split('/')[1] || 'console';
}

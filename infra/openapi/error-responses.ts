import { ERRORS, type ErrorCode } from '#shared/errors.ts';
import { isForPeople, type Route } from '#shared/routes/route.ts';

type Json = Record<string, unknown>;

/** RFC 9457. What else stands in it is said by `docs/errors.md`, code by code. */
export const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', pattern: '^urn:countersign:error:[A-Z_]+$' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
  },
};

/** What API Gateway answers by itself: no token, no such route, a throttle. */
export const THROTTLED: Json = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: ['string', 'null'] } },
};

const OF_ALL = ['BUSY', 'INTERNAL'] as const;
const OF_BODIES = ['INVALID_REQUEST', 'TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const;
const OF_PEOPLE = ['UNAUTHENTICATED', 'NOT_A_MEMBER', 'NOT_ALLOWED', 'NOT_ADMIN', 'NOT_FOUND'] as const;

/** By status, with the codes that this route can refuse with; `default` is for what API Gateway answers in its place. */
export function errorResponses(route: Route): Json {
  const codes: ErrorCode[] = [
    ...OF_ALL,
    ...(isForPeople(route) ? OF_PEOPLE : []),
    ...(route.access === 'agent_key' ? (['BAD_KEY', 'NOT_FOUND'] as const) : []),
    ...(route.body ? OF_BODIES : []),
    ...(route.query ? (['INVALID_REQUEST'] as const) : []),
    ...(route.refuses ?? []),
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => ERRORS[code].status);
  return {
    ...Object.fromEntries([...byStatus].map(([status, those]) => [String(status), refusal(those)])),
    default: { description: 'Any other refusal; of API Gateway itself without a code.', content: ANY },
  };
}

const problem = { $ref: '#/components/schemas/Problem' };
const throttled = { $ref: '#/components/schemas/Throttled' };
const ANY = { 'application/problem+json': { schema: problem }, 'application/json': { schema: throttled } };

function refusal(codes: ErrorCode[]): Json {
  const description = codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join(' ');
  return { description, content: ANY };
}

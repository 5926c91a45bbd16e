import * as z from 'zod';
import { ERRORS } from '../../shared/errors.ts';
import type { HttpReply } from '../../shared/http.ts';
import type { FuzzedRequest } from './event-of.ts';

/** Lambda passes on 6 MB; a refusal is meant to be read. */
const MAX_PROBLEM = 32_000;

const Problem = z.looseObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.int(),
  code: z.enum(Object.keys(ERRORS) as [keyof typeof ERRORS]),
});

/** https://www.jsonrpc.org/specification#error_object */
const JsonRpcError = z.looseObject({
  jsonrpc: z.literal('2.0'),
  error: z.looseObject({ code: z.int(), message: z.string().min(1) }),
});

type Expected = { taken: readonly number[]; refusedBy?: 'json-rpc' };

/** What is wrong with an answer, in a sentence; undefined when nothing. */
export function wrongWith(
  reply: HttpReply,
  { must }: FuzzedRequest,
  { taken, refusedBy }: Expected,
): string | undefined {
  const { statusCode: status = 0 } = reply;
  if (!Number.isInteger(status) || status < 200 || status > 499) return `was answered ${status}`;
  if (must === 'take' && !taken.includes(status)) return `was right and was answered ${status}: ${reply.body}`;
  if (must === 'refuse' && status < 400) return `was spoilt and was answered ${status}: ${reply.body}`;
  if (status < 400 && !taken.includes(status)) return `was answered ${status}, which this route never gives`;
  if (status < 400) return undefined;
  return refusedBy && isJsonRpcError(reply) ? undefined : wrongProblem(reply, status);
}

function isJsonRpcError({ headers, body = '' }: HttpReply): boolean {
  return headers?.['content-type'] === 'application/json' && JsonRpcError.safeParse(JSON.parse(body)).success;
}

function wrongProblem({ headers, body = '' }: HttpReply, status: number): string | undefined {
  if (headers?.['content-type'] !== 'application/problem+json') return 'was refused without problem details';
  if (body.length > MAX_PROBLEM) return `was refused in ${body.length} characters`;
  const { data } = Problem.safeParse(JSON.parse(body));
  if (!data) return `was refused in a form that is not documented: ${body.slice(0, 200)}`;
  if (data.status !== status || ERRORS[data.code].status !== status)
    return `was refused as ${data.code} with ${status}`;
  return data.type === `urn:countersign:error:${data.code}` ? undefined : `was refused with the type ${data.type}`;
}

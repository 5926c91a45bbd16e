import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayEventRequestContextV2, APIGatewayProxyEventV2WithRequestContext } from 'aws-lambda';
import { LOCAL_ACCOUNT } from '../contract.ts';

export type JwtIdentity = { claims: Record<string, string>; scopes: string[] | null };

export type ProxyEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { authorizer?: { jwt: JwtIdentity } }
>;

export type ApiRequest = { message: IncomingMessage; path: string; query: string; body: Buffer; at: Date };

/**
 * The event of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function proxyEvent(
  { message, path, query, body, at }: ApiRequest,
  match: { apiId: string; routeKey: string; pathParameters: Record<string, string>; jwt?: JwtIdentity | undefined },
): ProxyEvent {
  const { headers, cookies } = readHeaders(message);
  const domainName = (headers.host ?? '').replace(/:\d+$/, '');
  const queryStringParameters = joined(new URLSearchParams(query));
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query && { queryStringParameters }),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId: match.apiId,
      ...(match.jwt && { authorizer: { jwt: match.jwt } }),
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method: message.method ?? '',
        path,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp: message.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: `${randomBytes(11).toString('base64url')}=`,
      routeKey: match.routeKey,
      stage: '$default',
      time: commonLogTime(at),
      timeEpoch: at.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...encodeBody(body, headers['content-type']),
  };
}

function readHeaders(message: IncomingMessage) {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    if (values && !NOT_PASSED.has(name)) headers[name] = values.join(',');
  }
  headers['x-forwarded-for'] = [headers['x-forwarded-for'], message.socket.remoteAddress].filter(Boolean).join(', ');
  headers['x-forwarded-port'] = String(message.socket.localPort);
  headers['x-forwarded-proto'] = 'http';
  headers['x-amzn-trace-id'] = `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')}`;
  const cookies = (message.headersDistinct.cookie ?? []).flatMap((line) => line.split(/;\s*/)).filter(Boolean);
  return { headers, cookies };
}

/** Cookies travel in a field of their own; the others are about this connection. */
const NOT_PASSED = new Set(['cookie', 'connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'te']);

function joined(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

/** AWS passes these as text and everything else, forms and bodies without a type included, as base64. */
const TEXT = /^(text\/[^;\s]+|application\/(json|xml|javascript))\s*(;|$)/i;

function encodeBody(body: Buffer, contentType: string | undefined) {
  if (body.length === 0) return { isBase64Encoded: false };
  if (TEXT.test(contentType ?? '')) return { body: body.toString('utf8'), isBase64Encoded: false };
  return { body: body.toString('base64'), isBase64Encoded: true };
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

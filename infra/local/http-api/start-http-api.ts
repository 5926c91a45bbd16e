import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { InvokeResult, Resource } from '../contract.ts';
import { routeArn } from '../iam/judge-service.ts';
import { type Listening, listenOnLoopback } from '../listen-on-loopback.ts';
import { isPreflight, preflightReply, withCors } from './cors.ts';
import { functionReply, gatewayReply, type HttpReply } from './function-reply.ts';
import { jwtAuthorizer } from './jwt-authorizer.ts';
import { isLoopbackHost } from './loopback-host.ts';
import { routeTable } from './match-route.ts';
import { type ApiRequest, type ProxyEvent, proxyEvent } from './proxy-event.ts';
import { type ApiRoute, type HttpApi, readApi } from './read-api.ts';
import { readBody } from './read-body.ts';
import { tokenBucket } from './token-bucket.ts';

export type HttpApiDeps = {
  /** 0 takes a free one. */
  port: number;
  resources: Resource[];
  invoke: (functionId: string, event: ProxyEvent) => Promise<InvokeResult>;
  /** Whether a Lambda permission of the template lets this principal call the function for this ARN. */
  mayInvoke: (principal: string, sourceArn: string, functionId: string) => boolean;
  /** Told what a client only sees as a 500. */
  onProblem?: (problem: string) => void;
  /** How long a client may take to send its request; 30 s unless given, as long as API Gateway waits for anything. */
  patienceMs?: number;
};

const MEGABYTE = 1024 * 1024;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LIMITS = { bodyBytes: 10 * MEGABYTE, requestLineAndHeadersBytes: 10_240 };

/** Serves the HTTP API of a template on 127.0.0.1. */
export async function startHttpApi(deps: HttpApiDeps): Promise<Listening> {
  const handle = apiHandler(readApi(deps.resources), deps);
  const { patienceMs = 30_000 } = deps;
  const options = {
    maxHeaderSize: LIMITS.requestLineAndHeadersBytes,
    ...{ requestTimeout: patienceMs, headersTimeout: patienceMs, connectionsCheckingInterval: patienceMs / 10 },
  };
  const server = createServer(options, (message, response) => {
    const failed = (error: unknown) => {
      // Who went away in the middle of a request is told nothing, and nothing failed here.
      if (!message.complete) return gatewayReply(400, 'Bad Request', { connection: 'close' });
      deps.onProblem?.(`${message.method} ${message.url}: ${error instanceof Error ? error.message : error}`);
      return gatewayReply(500, 'Internal Server Error');
    };
    void handle(message)
      .catch(failed)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        failed(error);
        response.destroy();
      });
  });
  return listenOnLoopback(server, deps.port);
}

function apiHandler(api: HttpApi, deps: HttpApiDeps) {
  const matchRoute = routeTable(api.routes.map((route) => ({ ...route, take: bucketOf(route) })));
  const authorize = jwtAuthorizer();

  async function answer(message: IncomingMessage): Promise<HttpReply> {
    const body = await readBody(message, LIMITS.bodyBytes);
    if (!body) return gatewayReply(413, 'Request Entity Too Large', { connection: 'close' });
    const request = parseTarget(message, body);
    if (!request) return gatewayReply(400, 'Bad Request');
    const match = matchRoute(message.method ?? '', request.path);
    if (!match) return gatewayReply(404, 'Not Found');
    const { route, pathParameters } = match;
    if (!route.take()) return gatewayReply(429, 'Too Many Requests');
    const verdict = route.jwt && (await authorize(route.jwt, message.headers.authorization));
    if (verdict?.ok === false) {
      return gatewayReply(verdict.status, verdict.message, { 'www-authenticate': verdict.challenge });
    }
    const event = proxyEvent(request, { apiId: api.id, ...route, pathParameters, jwt: verdict?.identity });
    return runIntegration(api, deps, route, event);
  }

  return async (message: IncomingMessage) => {
    const { host } = message.headers;
    if (!isLoopbackHost(host)) return gatewayReply(403, 'Forbidden');
    // A sign-in returns to the address that the template names, which is this one.
    if (message.method === 'GET' && host?.startsWith('localhost')) {
      return gatewayReply(307, 'Moved', { location: `http://${host.replace('localhost', '127.0.0.1')}${message.url}` });
    }
    if (api.cors && isPreflight(message)) return preflightReply(api.cors, message);
    return withCors(await answer(message), api.cors, message);
  };
}

function bucketOf({ throttle }: ApiRoute): () => boolean {
  return throttle ? tokenBucket(throttle) : () => true;
}

async function runIntegration(api: HttpApi, deps: HttpApiDeps, route: ApiRoute, event: ProxyEvent): Promise<HttpReply> {
  // A route without a method is `$default`, and so is its path.
  const [method = '', path = ''] = route.routeKey.split(' ');
  const sourceArn = routeArn(api.id, '$default', method, path);
  const failed = (problem: string) => {
    deps.onProblem?.(`${route.routeKey}: ${problem}`);
    return gatewayReply(500, 'Internal Server Error');
  };
  if (!deps.mayInvoke('apigateway.amazonaws.com', sourceArn, route.functionId)) {
    return failed(`no Lambda permission lets apigateway.amazonaws.com invoke ${route.functionId} for ${sourceArn}`);
  }
  const result = await withinTime(deps.invoke(route.functionId, event), route.timeoutMs);
  if (result === 'late') {
    deps.onProblem?.(`${route.routeKey}: ${route.functionId} took longer than ${route.timeoutMs} ms`);
    return gatewayReply(503, 'Service Unavailable');
  }
  if (!result.ok) return failed(`${route.functionId} failed with ${result.errorType}: ${result.errorMessage}`);
  return functionReply(result.value) ?? failed(`${route.functionId} returned what is not a response of format 2.0`);
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T | 'late'> {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, ms, 'late');
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** API Gateway decodes the path before it matches and passes it on; the query stays as sent. */
function parseTarget(message: IncomingMessage, body: Buffer): ApiRequest | undefined {
  const [, path = '/', query = ''] = /^([^?]*)\??(.*)$/s.exec(message.url ?? '/') ?? [];
  try {
    return { message, path: decodeURIComponent(path), query, body, at: new Date() };
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers, cookies, body }: HttpReply): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(status).end(status === 204 ? undefined : body);
}

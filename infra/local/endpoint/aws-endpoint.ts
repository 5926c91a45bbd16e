import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AwsReply, AwsRequest, LocalService, PermissionCheck } from '../contract.ts';
import { isLoopbackHost } from '../http-api/loopback-host.ts';
import { readBody } from '../http-api/read-body.ts';
import { type Listening, listenOnLoopback } from '../listen-on-loopback.ts';
import { readSignature } from './caller.ts';
import { wireError } from './wire-error.ts';

export type Denial = { caller: string; check: PermissionCheck; reason: string };

type AwsEndpointOptions = {
  /** 0 for any free port. */
  port: number;
  /** Access key id to the logical id of the function that signs with it. */
  callers: ReadonlyMap<string, string>;
  /** By signing name. */
  services: Readonly<Record<string, LocalService>>;
  judge(caller: string, check: PermissionCheck): { allowed: boolean; reason?: string };
  onDenied?(denial: Denial): void;
  /** A request (`Webhook → events`, `GET /_local/`) that could not be served, so that the person at the terminal learns of it. */
  onError?(error: unknown, request: string): void;
  /** Answers what is below `/_local/`. */
  pages?(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
};

const LARGEST_BODY = 10 * 1024 * 1024;

/** Listens on 127.0.0.1 for the AWS SDKs of the functions; each call is judged as IAM would, then served. */
export async function startAwsEndpoint(options: AwsEndpointOptions): Promise<Listening> {
  const server = createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      // Whoever asked and went away needs no answer, and nobody needs to know.
      if (!request.errored) options.onError?.(error, `${request.method} ${request.url}`);
      response.destroy();
    });
  });
  // A connection that closes while a client picks it would look like a lost reply: clients decide when they are done.
  server.keepAliveTimeout = 0;
  return listenOnLoopback(server, options.port);
}

async function handle(options: AwsEndpointOptions, request: IncomingMessage, response: ServerResponse) {
  if (!isLoopbackHost(request.headers.host)) return void response.writeHead(421).end();
  if (options.pages && /^\/_local(?:[/?]|$)/.test(request.url ?? '')) return options.pages(request, response);
  const { status, headers, body } = await answer(options, request);
  // The answer to a HEAD has the length of what it does not carry.
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
}

async function answer(options: AwsEndpointOptions, incoming: IncomingMessage): Promise<AwsReply> {
  const headers = flatten(incoming);
  // Read before any refusal: a client that is still sending does not see an answer.
  const body = await readBody(incoming, LARGEST_BODY);
  const signature = readSignature(headers.authorization);
  const service =
    signature && Object.hasOwn(options.services, signature.service) ? options.services[signature.service] : undefined;
  const refuse = (code: string, message: string, rest: number, json = 400) =>
    service?.refuse?.(rest, code, message) ?? wireError(headers, code, message, { json, rest });
  const caller = signature && options.callers.get(signature.accessKeyId);
  if (!signature || caller === undefined) {
    return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
  }
  if (!service) {
    return refuse('UnknownOperationException', `The local run has no service "${signature.service}".`, 404);
  }
  if (!body) return refuse('RequestEntityTooLargeException', `A body may have ${LARGEST_BODY} bytes.`, 413, 413);

  const { method = 'GET', url = '/' } = incoming;
  const request: AwsRequest = { service: signature.service, caller, method, url, headers, body };
  try {
    const denial = denialOf(options, service, request);
    if (denial) return refuse('AccessDeniedException', denial.reason, 403);
    return await service.serve(request);
  } catch (error) {
    options.onError?.(error, `${caller} → ${signature.service}`);
    const message = error instanceof Error ? error.message : String(error);
    return refuse('InternalServerError', message, 500, 500);
  }
}

/** The first thing that the caller's role does not allow. */
function denialOf(options: AwsEndpointOptions, service: LocalService, request: AwsRequest): Denial | undefined {
  for (const check of service.permissions(request)) {
    const judgement = options.judge(request.caller, check);
    if (judgement.allowed) continue;
    const plain = `${request.caller} is not authorized to perform: ${check.action} on resource: ${check.resource}`;
    const denial = { caller: request.caller, check, reason: judgement.reason ?? plain };
    options.onDenied?.(denial);
    return denial;
  }
  return undefined;
}

function flatten({ headers }: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

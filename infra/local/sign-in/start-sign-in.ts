import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { errors, Provider } from 'oidc-provider';
import type { Resource } from '../contract.ts';
import { isLoopbackHost } from '../http-api/loopback-host.ts';
import { readBody } from '../http-api/read-body.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { Page } from '../pages/page.ts';
import { type Person, providerConfiguration } from './provider-configuration.ts';
import { readClients, type SignInClient } from './read-clients.ts';
import { openSignInKeys } from './sign-in-keys.ts';
import { errorPage, signInPage } from './sign-in-pages.ts';

export type SignInDeps = {
  /** 0 takes a free one. */
  port: number;
  resources: Resource[];
  /** Asked at each sign-in: who is there now. */
  people: () => Promise<Person[]>;
  /** Of the local run; the keys are kept in `sign-in/` under it. */
  stateDirectory: string;
  onProblem?: (problem: string) => void;
};

export type RunningSignIn = { issuer: string; close(): Promise<void> };

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves an OpenID provider on 127.0.0.1 in the place of the template's Cognito user pool. */
export async function startSignIn(deps: SignInDeps): Promise<RunningSignIn> {
  const clients = readClients(deps.resources);
  const keys = await openSignInKeys(join(deps.stateDirectory, 'sign-in'));
  const server = createServer();
  const { url: issuer, close } = await listenOnLoopback(server, deps.port);

  const provider = new Provider(issuer, providerConfiguration(clients, keys, deps.people));
  provider.on('server_error', (_context, error) => deps.onProblem?.(`sign-in: ${error.message}`));
  const handle = signInHandler(provider, clients, deps.people);
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!(error instanceof errors.OIDCProviderError)) deps.onProblem?.(`sign-in: ${error}`);
      sendPage(response, 400, errorPage('This sign-in has expired or was begun in another browser.'));
    });
  });
  return { issuer, close };
}

function signInHandler(provider: Provider, clients: SignInClient[], people: SignInDeps['people']): Handler {
  const callbackOrigins = clients.flatMap(({ callbackUrls }) => callbackUrls.map((url) => new URL(url).origin));
  const serveProvider = provider.callback();

  async function signInStep(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') return sendPage(response, 200, signInPage(await people(), callbackOrigins));
    const body = await readBody(request, 10_000);
    const form = new URLSearchParams(body?.toString('utf8'));
    const personId = form.get('personId');
    const person = (await people()).find(({ id }) => id === personId);
    if (!person) return sendPage(response, 400, errorPage('That person is not in the workspace any more.'));
    // As if it had been that long ago: nobody waits minutes to see what an old sign-in may not do.
    const minutesAgo = Number(form.get('minutesAgo') ?? 0);
    const ts = Math.floor(Date.now() / 1000) - Math.max(0, minutesAgo || 0) * 60;
    await provider.interactionFinished(request, response, { login: { accountId: person.id, ts } });
  }

  return async (request, response) => {
    if (!isLoopbackHost(request.headers.host)) {
      response.writeHead(403).end();
      return;
    }
    if (request.url?.startsWith('/interaction/')) return signInStep(request, response);
    if (request.url?.startsWith('/logout?')) request.url = asRpInitiated(request.url);
    return serveProvider(request, response);
  };
}

/** Cognito calls it `logout_uri` where OpenID Connect says `post_logout_redirect_uri`; both work here. */
function asRpInitiated(url: string): string {
  return url.replace(/([?&])logout_uri=/, '$1post_logout_redirect_uri=');
}

function sendPage(response: ServerResponse, status: number, { headers, body }: Page): void {
  response.writeHead(status, headers).end(body);
}

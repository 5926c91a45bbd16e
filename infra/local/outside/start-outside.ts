import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http-api/read-body.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import { findRepeated, type OutsideAnswer, type OutsideRequest, type RequestStore } from './requests.ts';

export type Outside = { port: number; close(): Promise<void> };

const LARGEST_BODY = 1024 * 1024;

/**
 * The world outside, on this machine: takes every request for a made-up host (`*.example`, `*.test`), keeps it, and does
 * nothing twice for one key. Listens on 127.0.0.1.
 * @param port 0 for any free one
 */
export async function startOutside(port: number, store: RequestStore): Promise<Outside> {
  const server = createServer((request, response) => {
    serve(store, request, response).catch(() => response.destroy());
  });
  const listening = await listenOnLoopback(server, port);
  return { port: Number(new URL(listening.url).port), close: listening.close };
}

async function serve(store: RequestStore, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const host = incoming.headers.host ?? '';
  // A page elsewhere whose DNS was turned to 127.0.0.1 has another name, and a browser's own requests have none of ours.
  if (!/\.(example|test)$/.test(host)) return void response.writeHead(421).end();
  const body = await readBody(incoming, LARGEST_BODY);
  if (!body) return void response.writeHead(413).end();
  const { method = 'GET', url = '/' } = incoming;
  const request: OutsideRequest = { method, host, url, headers: flatten(incoming), body: body.toString('utf8') };
  const wanted = store.takeAnswer();
  if (wanted === 'refuse') return reply(response, 422, { error: 'Refused, as the outside was told to.' });
  if (wanted === 'throttle') return reply(response, 429, { error: 'Too many requests.' });
  const earlier = findRepeated(store, request);
  const kept = await store.accept({ ...request, ...(earlier ? { repeats: earlier.messageId } : {}) }, 'a function');
  answer(response, wanted, earlier?.messageId ?? kept.messageId);
}

function answer(response: ServerResponse, wanted: OutsideAnswer | undefined, id: string): void {
  if (wanted === 'do-then-hang') return;
  if (wanted === 'do-then-reset') return void response.socket?.resetAndDestroy();
  if (wanted === 'redirect') return void response.writeHead(303, { location: 'https://elsewhere.example/' }).end();
  if (wanted === 'do-then-server-error') reply(response, 500, { error: 'Failed after it was done.' });
  else reply(response, 200, { ok: true, id });
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function flatten({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

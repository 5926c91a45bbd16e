import { randomUUID } from 'node:crypto';
import { type Kept, type Outbox, openOutbox } from '../outbox.ts';

/** A request that reached the made-up hosts of a local run; every string is exactly the sender's. */
export type OutsideRequest = {
  method: string;
  host: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  body: string;
  /** The message id of the request that this one repeats: same host, path and key. It was answered the same, not done. */
  repeats?: string | undefined;
};

export const OUTSIDE_ANSWERS = [
  'do-then-hang',
  'do-then-reset',
  'do-then-server-error',
  'refuse',
  'throttle',
  'redirect',
] as const;

/** How one request is answered instead of with 200: what networks and servers do to a sender. */
export type OutsideAnswer = (typeof OUTSIDE_ANSWERS)[number];

export type KeptRequest = Kept<OutsideRequest>;
export type RequestStore = Outbox<OutsideRequest, OutsideAnswer>;

/** Everything that the outside was asked to do. */
export async function openRequests(directory: string): Promise<RequestStore> {
  return openOutbox<OutsideRequest, OutsideAnswer>(directory, randomUUID);
}

/** Headers by which a sender says that two requests are one. */
const KEY_HEADERS = ['idempotency-key', 'webhook-id'];

/** The earlier request with the same key, if any. */
export function findRepeated(store: RequestStore, { method, host, url, headers }: OutsideRequest) {
  const header = KEY_HEADERS.find((name) => headers[name] !== undefined);
  if (!header) return undefined;
  return store
    .messages()
    .findLast(
      (earlier) =>
        earlier.headers[header] === headers[header] &&
        earlier.method === method &&
        earlier.host === host &&
        earlier.url === url,
    );
}

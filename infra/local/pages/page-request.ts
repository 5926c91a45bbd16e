import type { IncomingMessage } from 'node:http';
import { readChoice } from './read-choice.ts';

export type Answer = { status: number; headers?: Record<string, string>; body?: string | Buffer };

/** Refuses what the page of another site sends; undefined otherwise. */
export function refuseOtherSites(request: IncomingMessage): Answer | undefined {
  if (isSameOrigin(request)) return undefined;
  return json(403, { message: 'Only the pages of this machine may change anything.' });
}

/** Browsers name the page that a POST comes from; what names none is no browser, and no page can make it be sent. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return headers.origin === `http://${headers.host}`;
  return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
}

type Choice<Known extends string> = { field: string; known: readonly Known[]; backTo: string };

/**
 * Does what was chosen of what is known, in a form of a page or in JSON.
 * @returns back to the page for a form, 204 for a program, 400 with what can be chosen
 */
export async function takeChoice<Known extends string>(
  request: IncomingMessage,
  { field, known, backTo }: Choice<Known>,
  take: (chosen: Known) => void | Promise<void>,
): Promise<Answer> {
  const { chosen: written, isForm } = await readChoice(request, field);
  const chosen = known.find((one) => one === written);
  if (chosen === undefined) return json(400, { message: `${field} must be one of ${known.join(', ')}.` });
  await take(chosen);
  return isForm ? { status: 303, headers: { location: backTo } } : { status: 204 };
}

export function json(status: number, value: unknown): Answer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(value, undefined, 2) };
}

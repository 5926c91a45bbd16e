import type { IncomingMessage } from 'node:http';
import { readBody } from '../http-api/read-body.ts';

/** One field of what was posted: from a form of a page, or from JSON. */
export async function readChoice(
  request: IncomingMessage,
  field: string,
): Promise<{ chosen: unknown; isForm: boolean }> {
  const text = (await readBody(request, 10_000))?.toString('utf8') ?? '';
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return { chosen: isForm ? new URLSearchParams(text).get(field) : readField(text, field), isForm };
}

function readField(text: string, field: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? Object.entries(value).find(([name]) => name === field)?.[1]
      : undefined;
  } catch {
    return undefined;
  }
}

import type { FuzzedRequest } from './event-of.ts';
import { wrongWith } from './judge-answer.ts';
import type { Handler } from './routes-of-stack.ts';
import type { Sketch } from './sketches/sketch.ts';

const AT_ONCE = 16;
/** Far from what a request takes, and near to where API Gateway would give up. */
const MAX_MS = 20_000;

/** What a request was answered, and what is wrong with that. */
export async function send(handler: Handler, request: FuzzedRequest, sketch: Sketch) {
  const late = Symbol('late');
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, MAX_MS, late);
  });
  try {
    const reply = await Promise.race([handler(request.event), waited]);
    if (reply === late) return { key: 'late', problem: `was not answered in ${MAX_MS} ms` };
    const { code } = reply.statusCode && reply.statusCode >= 400 ? JSON.parse(reply.body ?? '{}') : { code: '' };
    return { key: `${reply.statusCode} ${code}`.trim(), problem: wrongWith(reply, request, sketch) };
  } catch (error) {
    return { key: 'thrown', problem: `made the function throw: ${error instanceof Error ? error.stack : error}` };
  } finally {
    clearTimeout(timer);
  }
}

/** A request as a report shows it. */
export function describe({ event, must }: FuzzedRequest): string {
  const text = JSON.stringify({ must, ...event });
  return text.length > 2_000 ? `${text.slice(0, 2_000)}… (${text.length} characters)` : text;
}

/** A few at a time, in order. */
export async function inTurns<T>(all: T[], run: (one: T, at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const turn = async () => {
    for (let at = next++; at < all.length; at = next++) await run(all[at] as T, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, turn));
}

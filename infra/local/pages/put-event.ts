import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Bus } from '../events/bus.ts';
import { readBody } from '../http-api/read-body.ts';
import { type Answer, json, refuseOtherSites } from './page-request.ts';

const Event = z.object({ source: z.string(), detailType: z.string(), detail: z.record(z.string(), z.json()) });

/** `POST /_local/events` with `{"source", "detailType", "detail"}`: an event as another system puts it on the workspace's bus. */
export async function putEvent(request: IncomingMessage, put: Bus['put'], busName: string): Promise<Answer> {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const body = await readBody(request, 1024 * 1024);
  const parsed = Event.safeParse(readJson(body));
  if (!parsed.success) return json(400, { message: z.prettifyError(parsed.error) });
  const { source, detailType, detail } = parsed.data;
  const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify(detail), Resources: [] };
  const answer = await put({ ...entry, EventBusName: busName });
  return json('EventId' in answer ? 200 : 400, answer);
}

function readJson(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}

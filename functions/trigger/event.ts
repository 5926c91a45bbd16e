import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openWorkTable } from '#shared/tables.ts';
import { refusalNotes } from '#shared/trigger/refusal-table.ts';
import { eventEnv } from './event-env.ts';
import { EventStart, startByEvent } from './start-by-event.ts';

const now = () => new Date();
const tables = openWorkTable(readEnv(eventEnv));
const deps = { tables, noteRefusal: refusalNotes(tables, now), now };

/** The rules of triggers start it. */
export const handler = eventHandler(async (event: unknown): Promise<void> => {
  await startByEvent(deps, EventStart.parse(event));
});

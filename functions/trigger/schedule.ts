import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openWorkTable } from '#shared/tables.ts';
import { refusalNotes } from '#shared/trigger/refusal-table.ts';
import { scheduleEnv } from './schedule-env.ts';
import { ScheduledStart, startScheduled } from './start-scheduled.ts';

const now = () => new Date();
const tables = openWorkTable(readEnv(scheduleEnv));
const deps = { tables, noteRefusal: refusalNotes(tables, now), now };

/** The schedules of triggers start it. */
export const handler = eventHandler(async (event: unknown): Promise<void> => {
  await startScheduled(deps, ScheduledStart.parse(event));
});

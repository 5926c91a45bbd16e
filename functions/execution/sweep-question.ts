import type { Action } from '#shared/action/action.ts';
import { closeQuestion, putOffQuestion } from '#shared/action/question-due.ts';
import { publishEvents } from '#shared/events/bus.ts';
import { REPEAT_AFTER_MS, repeatAgainAt } from '#shared/events/repeat-after.ts';
import { aboutOf } from '#shared/events/row-events.ts';
import { fold } from '#shared/ledger/fold.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import { log } from '#shared/log.ts';
import type { Notified } from '#shared/notification/bell.ts';
import { readNotified } from '#shared/notification/bell-table.ts';
import { remindAt } from '#shared/notification/remind-at.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import type { SweepDeps } from './sweep-deps.ts';

type RemindDeps = Pick<SweepDeps, 'tables' | 'bus' | 'now'>;

/**
 * An action that looks as if it waits for people. If it does: were they told? If not, it is said again. The action itself
 * waits on in any case.
 */
export async function sweepQuestion({ tables, bus, now }: RemindDeps, action: Action): Promise<void> {
  const { actionId, round } = action;
  const rows = await readRows(tables, actionId);
  if (action.pv < (fold(rows)?.sum ?? 0)) return projectAction(tables, action, now(), rows);
  const notified = action.origin === 'chat' ? undefined : await readNotified(tables, actionId, round);
  if (action.origin === 'chat') return closeQuestion(tables, action);
  if (notified?.toldAt) return remindOrClose({ tables, bus, now }, action, notified);
  const next = repeatAgainAt(action.pendingAt?.split('#')[0] ?? action.createdAt, now());
  if (!next) return;
  log.warn('events said again', { actionId, round, state: action.state });
  await publishEvents(bus, [{ name: 'approval.requested.v1', detail: aboutOf(action) }]);
  await putOffQuestion(tables, action, next);
}

/** People know of it. Where the workspace wants reminders, it is looked at again when one is due, until somebody decides. */
async function remindOrClose({ tables, bus, now }: RemindDeps, action: Action, notified: Notified): Promise<void> {
  const due = remindAt(await readSettings(tables), notified);
  if (!due) return closeQuestion(tables, action);
  if (due > now().toISOString()) return putOffQuestion(tables, action, due);
  await publishEvents(bus, [{ name: 'approval.waits.v1', detail: aboutOf(action) }]);
  // Soon: an event that nobody heard is said again.
  await putOffQuestion(tables, action, new Date(now().getTime() + REPEAT_AFTER_MS).toISOString());
}

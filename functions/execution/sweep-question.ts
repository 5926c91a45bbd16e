import type { Action } from '#shared/action/action.ts';
import { closeQuestion, putOffQuestion } from '#shared/action/question-due.ts';
import { publishEvents } from '#shared/events/bus.ts';
import { repeatAgainAt } from '#shared/events/repeat-after.ts';
import { aboutOf } from '#shared/events/row-events.ts';
import { fold } from '#shared/ledger/fold.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import { log } from '#shared/log.ts';
import { readNotified } from '#shared/notification/bell-table.ts';
import type { SweepDeps } from './sweep-deps.ts';

/**
 * An action that looks as if it waits for people. If it does: were they told? If not, it is said again. The action itself
 * waits on in any case.
 */
export async function sweepQuestion({ tables, bus, now }: SweepDeps, action: Action): Promise<void> {
  const { actionId, round } = action;
  const rows = await readRows(tables, actionId);
  if (action.pv < (fold(rows)?.sum ?? 0)) return projectAction(tables, action, now(), rows);
  const notified = action.origin === 'chat' ? undefined : await readNotified(tables, actionId, round);
  if (action.origin === 'chat' || notified?.toldAt) return closeQuestion(tables, action);
  const next = repeatAgainAt(action.pendingAt?.split('#')[0] ?? action.createdAt, now());
  if (!next) return;
  log.warn('events said again', { actionId, round, state: action.state });
  await publishEvents(bus, [{ name: 'approval.requested.v1', detail: aboutOf(action) }]);
  await putOffQuestion(tables, action, next);
}

import type { WorkspaceSettings } from '../workspace/settings.ts';
import type { Notified } from './bell.ts';

const HOUR_MS = 3_600_000;

/** When people are told again of what still waits; undefined where the workspace wants no reminders. */
export function remindAt(
  { remindAfterHours }: Pick<WorkspaceSettings, 'remindAfterHours'>,
  { toldAt, remindedAt = toldAt }: Pick<Notified, 'toldAt' | 'remindedAt'>,
): string | undefined {
  if (!remindAfterHours || !remindedAt) return undefined;
  return new Date(Date.parse(remindedAt) + remindAfterHours * HOUR_MS).toISOString();
}

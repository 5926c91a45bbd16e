import { readAction } from '#shared/action/action-table.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { fold } from '#shared/ledger/fold.ts';
import { actionIdOf, isGuardrailKey, isSameRow, type LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import type { ReadMode, Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';

/**
 * All that is read before an executor claims a row; undefined when there is no such action. Holds and settings are read
 * consistently in any case, action and rows as the caller says.
 */
export async function readSituation(tables: Tables, key: RowKey, now: Date, mode: ReadMode) {
  const actionId = actionIdOf(key);
  const [action, rows, settings] = await Promise.all([
    readAction(tables, actionId, mode),
    readRows(tables, actionId, mode),
    readSettings(tables),
  ]);
  if (!action) return undefined;
  // Read side by side, so rows may be a moment older than the action: before an alarm they are read again.
  const isBehind = (some: LedgerRow[]) => action.pv > (fold(some)?.sum ?? 0);
  return {
    ...{ now, action, settings, rows, byGuardrail: isGuardrailKey(key) },
    row: rows.find((row) => isSameRow(row, key)),
    rounds: rows.filter(({ verdict }) => verdict !== 'allow'),
    executedElsewhere: rows.some((row) => row.state === 'executed' && !isSameRow(row, key)),
    isLedgerBehind: isBehind(rows) && isBehind(await readRows(tables, actionId)),
    agent: await readAgent(tables, action.agentId),
  };
}

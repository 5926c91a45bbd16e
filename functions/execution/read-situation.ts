import { readAction } from '#shared/action/action-table.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { fold } from '#shared/ledger/fold.ts';
import { actionIdOf, isGuardrailKey, isSameRow, type LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';

/** All that is read, consistently, before an executor claims a row; undefined when there is no such action. */
export async function readSituation(tables: Tables, key: RowKey, now: Date) {
  const actionId = actionIdOf(key);
  const [action, rows, settings] = await Promise.all([
    readAction(tables, actionId),
    readRows(tables, actionId),
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

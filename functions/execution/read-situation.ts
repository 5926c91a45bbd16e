import { readAction } from '#shared/action/action-table.ts';
import { agentKey, agentOf, readAgent } from '#shared/agent/agent-table.ts';
import type { Situation } from '#shared/execution/plan-execution.ts';
import { fold } from '#shared/ledger/fold.ts';
import { actionIdOf, isGuardrailKey, isSameRow, LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { readTogether } from '#shared/read-together.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings, settingsKey, settingsOf } from '#shared/workspace/settings.ts';

/**
 * All that an executor needs to claim the first row of an action, in one round trip; undefined where that is not what
 * it is, or where the action shows more than the row. Who made a first row saw that there was no other, and until it is
 * settled there can be none: so nothing else of the ledger is read. Holds and settings are read consistently.
 */
export async function readFirstRow(
  tables: Tables,
  { agentId, ...key }: RowKey & { agentId: string },
  now: Date,
): Promise<Situation | undefined> {
  const [[[settings, agent] = [], [stored] = []], action] = await Promise.all([
    readTogether(
      tables,
      { table: tables.work, keys: [settingsKey, agentKey(agentId)], mode: 'consistent' },
      { table: tables.ledger, keys: [key], mode: 'eventual' },
    ),
    readAction(tables, actionIdOf(key), 'eventual'),
  ]);
  const row = stored && LedgerRow.parse(stored);
  if (!row || !('first' in row && row.first) || !action || action.agentId !== agentId) return undefined;
  if (action.pv > row.v) return undefined;
  return {
    ...{ now, action, agent: agentOf(agent), settings: settingsOf(settings) },
    ...{ row, rounds: [row], byGuardrail: false },
  };
}

/** All that is read before an executor claims any other row, consistently; undefined when there is no such action. */
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

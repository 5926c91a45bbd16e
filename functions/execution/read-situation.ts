import { Action } from '#shared/action/action.ts';
import { actionKey, readAction } from '#shared/action/action-table.ts';
import { agentKey, agentOf, readAgent } from '#shared/agent/agent-table.ts';
import type { Situation } from '#shared/execution/plan-execution.ts';
import { fold } from '#shared/ledger/fold.ts';
import {
  type ApprovedRow,
  actionIdOf,
  isGuardrailKey,
  isSameRow,
  type LedgerRow,
  type RowKey,
} from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { readTogether } from '#shared/read-together.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings, settingsKey, settingsOf } from '#shared/workspace/settings.ts';

/**
 * All that an executor reads beside a first row that it was told, with one request; undefined where the action is not
 * what the row says, or shows more than it. Who made a first row saw that there was no other, and until it is settled
 * there can be none: so nothing of the ledger is read.
 */
export async function readBeside(tables: Tables, row: ApprovedRow, now: Date): Promise<Situation | undefined> {
  const keys = [settingsKey, agentKey(row.agentId), actionKey(row.actionId)];
  const wanted = { table: tables.work, keys, mode: 'consistent' } as const;
  const [[settings, agent, stored] = []] = await readTogether(tables, wanted);
  const action = stored && Action.parse(stored);
  if (!action || action.agentId !== row.agentId || action.pv > row.v) return undefined;
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

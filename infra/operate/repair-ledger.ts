import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { Action, dueShard } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { LedgerRow } from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { planRepair, type Repair } from './plan-repair.ts';

export type RepairCounts = {
  /** Actions that were read. */
  actions: number;
  /** Rows to be made or changed, by the state that they get. */
  repairs: Record<string, number>;
  /** Changed by somebody between the read and the write: something was not stopped. Run it again. */
  moved: number;
};

export type RepairOptions = {
  tables: Tables;
  now: () => Date;
  /** False only looks and counts. */
  apply: boolean;
  onPage?: (counts: RepairCounts) => void;
};

/**
 * After rows of *ledger* came from a backup, with everything that writes stopped: makes sure that nothing that may have
 * been done since can be done again, but for what left no trace in either table. Safe to stop and to run again: what is
 * repaired is not repaired twice. `held: false`: nothing more was written, since the hold is off.
 */
export async function repairLedger(options: RepairOptions): Promise<RepairCounts & { held: boolean }> {
  const { tables, apply, onPage } = options;
  const counts: RepairCounts = { actions: 0, repairs: {}, moved: 0 };
  const isHeld = async () => !apply || (await readSettings(tables)).hold;
  for await (const items of pages(tables, ofActions(tables))) {
    if (!(await isHeld())) return { ...counts, held: false };
    counts.actions += items.length;
    for (const item of items) await repairAction(options, Action.parse(item), counts);
    onPage?.(counts);
  }
  for await (const items of pages(tables, ofOpenRows(tables))) {
    if (!(await isHeld())) return { ...counts, held: false };
    const ids = new Set(items.map(({ actionId }) => String(actionId)));
    // Rows whose action is there were looked at above.
    for (const actionId of ids) if (!(await readAction(tables, actionId))) await repairRows(options, actionId, counts);
  }
  return { ...counts, held: true };
}

async function repairAction(options: RepairOptions, action: Action, counts: RepairCounts): Promise<void> {
  const rows = await readRows(options.tables, action.actionId);
  await write(options, planRepair(action, rows, options.now()), counts);
}

async function repairRows(options: RepairOptions, actionId: string, counts: RepairCounts): Promise<void> {
  const rows = await readRows(options.tables, actionId);
  await write(options, planRepair(undefined, rows, options.now()), counts);
}

async function write({ tables, apply, now }: RepairOptions, repairs: Repair[], counts: RepairCounts): Promise<void> {
  for (const repair of repairs) {
    const { state } = repair.row;
    if (apply && !(await put(tables, repair, now()))) counts.moved++;
    else counts.repairs[state] = (counts.repairs[state] ?? 0) + 1;
  }
}

async function put({ client, ledger }: Tables, { row, seen }: Repair, now: Date): Promise<boolean> {
  const asRead = seen === 0 ? 'attribute_not_exists(#key)' : '#key = :seen';
  try {
    await client.send(
      new PutCommand({
        TableName: ledger,
        Item: LedgerRow.parse({ ...row, dueShard: row.dueShard ?? dueShard(row.actionId), dueAt: now.toISOString() }),
        ConditionExpression: asRead,
        ExpressionAttributeNames: { '#key': seen === 0 ? 'pk' : 'v' },
        ...(seen === 0 ? {} : { ExpressionAttributeValues: { ':seen': seen } }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function ofActions({ work }: Tables): ScanCommandInput {
  return {
    TableName: work,
    FilterExpression: '#kind = :action',
    ExpressionAttributeNames: { '#kind': 'kind' },
    ExpressionAttributeValues: { ':action': 'action' },
  };
}

function ofOpenRows({ ledger }: Tables): ScanCommandInput {
  return {
    TableName: ledger,
    FilterExpression: '#state IN (:approved, :claimed)',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':approved': 'approved', ':claimed': 'claimed' },
  };
}

async function* pages({ client }: Tables, scan: ScanCommandInput): AsyncGenerator<Record<string, unknown>[]> {
  let after: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ ...scan, ConsistentRead: true, ExclusiveStartKey: after }));
    yield page.Items ?? [];
    after = page.LastEvaluatedKey;
  } while (after);
}

import { listPending } from '../../functions/approval/list-pending.ts';
import { LOCAL_EXAMPLE } from '../../infra/example/example-workspace.ts';
import { writeExample } from '../../infra/example/write-example.ts';
import { recordDecision } from '../../shared/approval/record-decision.ts';
import type { Tables } from '../../shared/tables.ts';
import { SYSTEM_SENDER } from '../support/builders.ts';
import { createTestTables, startTestDynamoDb } from '../support/dynamodb-local.ts';
import { callerOf } from '../support/people.ts';
import { type Call, meterCapacity } from './capacity-meter.ts';
import { loadPending, pendingAction } from './load-pending.ts';

type Cost = { reads: number; readUnits: number; writes: number };
/** What a page of 25 and one decision cost while so many wait. */
export type Measured = { pending: number; listed: number; page: Cost; decision: Cost };

const OLIVIA = callerOf('per_olivia');
const NOW = new Date('2026-11-23T10:00:00.000Z');

/** Loads up to each of these numbers of pending actions in turn, and measures there. */
export async function measurePending(
  counts: readonly number[],
  progress?: (stored: number) => void,
): Promise<Measured[]> {
  const database = await startTestDynamoDb();
  const client = await createTestTables(database, { streamsOf: [] });
  try {
    const tables: Tables = { client, work: 'work', ledger: 'ledger' };
    await writeExample(tables, LOCAL_EXAMPLE);
    const meter = meterCapacity(client);
    const measured: Measured[] = [];
    let stored = 0;
    for (const pending of counts) {
      await loadPending(tables, stored, pending, progress);
      stored = pending;
      meter.take();
      const { items } = await listPending(tables, OLIVIA, { limit: 25, after: '' });
      const page = costOf(meter.take());
      await decide(tables, pending - 1);
      measured.push({ pending, listed: items.length, page, decision: costOf(meter.take()) });
    }
    return measured;
  } finally {
    client.destroy();
    await database.close();
  }
}

async function decide(tables: Tables, n: number): Promise<void> {
  const { actionId, agentId, round, hash } = pendingAction(n);
  await recordDecision({ tables, now: () => NOW, systemSender: SYSTEM_SENDER }, actionId, OLIVIA, {
    ...{ verdict: 'approve', decisionId: `dec_${String(n).padStart(10, '0')}`, notifyAgent: false },
    shown: { agentId, round, hash },
  });
}

function costOf(calls: Call[]): Cost {
  const reads = calls.filter(({ isWrite }) => !isWrite);
  return {
    ...{ reads: reads.length, writes: calls.length - reads.length },
    readUnits: reads.reduce((sum, { units }) => sum + units, 0),
  };
}

/** Whether what was measured with full pages is the same for each number, in units too; and the calls for any number. */
export function isFlat(measured: readonly Measured[]): boolean {
  const calls = measured.map(({ page, decision }) => [page.reads, decision]);
  const full = measured.filter(({ listed }) => listed === 25).map(({ page }) => page);
  return isOne(calls) && isOne(full);
}

function isOne(all: readonly unknown[]): boolean {
  return new Set(all.map((one) => JSON.stringify(one))).size === 1;
}

export function printPending(measured: readonly Measured[]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['Pending', 'On the page', 'Page: reads', 'Page: read units', 'Decision: reads', 'Decision: read units']),
    line(['---:', '---:', '---:', '---:', '---:', '---:']),
    ...measured.map(({ pending, listed, page, decision }) =>
      line([pending.toLocaleString('en'), listed, page.reads, page.readUnits, decision.reads, decision.readUnits]),
    ),
  ].join('\n');
}

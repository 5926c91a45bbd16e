import { ALL_DUE_SHARDS } from '#shared/action/action.ts';
import { dueWork, readAction } from '#shared/action/action-table.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { type Bus, publishEvent } from '#shared/events/bus.ts';
import { type Executors, startExecutor } from '#shared/execution/invoke-executor.ts';
import { CLOCK_MARGIN_MS, keyLives } from '#shared/ledger/authority.ts';
import { fold } from '#shared/ledger/fold.ts';
import { guardrailKey, isQuiet, type LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';
import { closeRow, dueRows, readRow, readRows } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import { expireKey, giveUpClaim, lapse } from '#shared/ledger/transitions.ts';
import { errorFields, log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';

export type SweepDeps = { tables: Tables; executors: Executors; bus: Bus; now: () => Date };

/**
 * Looks at all open work and moves on what nobody moves: the streams and the bus are hints, and this is what makes
 * losing them lose nothing. One item that fails does not stop the others.
 */
export async function sweepOpenWork(deps: SweepDeps): Promise<{ looked: number; failed: number }> {
  const count = { looked: 0, failed: 0 };
  const attempt = async (key: string, look: () => Promise<void>) => {
    count.looked++;
    try {
      await look();
    } catch (error) {
      count.failed++;
      log.error('sweep failed on an item', { key, ...errorFields(error) });
    }
  };
  const shards = ALL_DUE_SHARDS.map(async (shard) => {
    for await (const key of dueRows(deps.tables, shard, deps.now())) await attempt(key.pk, () => sweepRow(deps, key));
    for await (const key of dueWork(deps.tables, shard, deps.now()))
      await attempt(key.pk, () => sweepWork(deps, key.pk));
  });
  await Promise.all(shards);
  return count;
}

/** The index is a moment behind, so the row is read afresh, and every move is conditional on it. */
async function sweepRow(deps: SweepDeps, key: RowKey): Promise<void> {
  const { tables, executors, now } = deps;
  const row = await readRow(tables, key);
  if (!row) return;
  const time = now().toISOString();
  if (isQuiet(row)) return closeWhenShown(deps, row);
  if (row.state === 'approved' && row.maybeBegun && !keyLives(row.keyUntil, now())) {
    await expireKey(tables, row, now());
  } else if (row.state === 'approved' && 'lapsesAt' in row && row.lapsesAt <= time) {
    await lapse(tables, row, 'approval_lapsed', now());
  } else if (row.state === 'approved' && (!row.notBefore || row.notBefore <= time)) {
    await startExecutor(executors, row.capability, key);
    return;
  } else if (row.state === 'claimed' && leaseIsOver(row.leaseUntil, now())) {
    await giveUpClaim(tables, row, now());
    log.warn('executor was lost', { actionId: row.actionId, round: row.round, claimId: row.claimId });
  } else return;
  await projectAction(tables, row, now());
}

/** Our clock may run ahead of the executor's: its claim is dead only when the margin has passed too. */
function leaseIsOver(leaseUntil: string, now: Date): boolean {
  return Date.parse(leaseUntil) + CLOCK_MARGIN_MS < now.getTime();
}

/** A row on which nothing happens by itself leaves the list once its action shows it; until then it is shown again. */
async function closeWhenShown({ tables, now }: SweepDeps, row: LedgerRow): Promise<void> {
  const [action, rows] = await Promise.all([readAction(tables, row.actionId), readRows(tables, row.actionId)]);
  const sum = fold(rows)?.sum ?? 0;
  if (action && action.pv < sum) {
    await projectAction(tables, action, now(), rows);
    return;
  }
  await closeRow(tables, row);
}

/** An allowed action that nobody was seen to run, or a conversation that nobody answered. */
async function sweepWork(deps: SweepDeps, pk: string): Promise<void> {
  const [what, id = ''] = pk.split('#');
  if (what === 'ACTION') return sweepAllowed(deps, id);
  const conversation = await readConversation(deps.tables, id);
  if (!conversation?.dueAt || Date.parse(conversation.dueAt) > deps.now().getTime()) return;
  const { conversationId, agentId } = conversation;
  await publishEvent(deps.bus, { name: 'agent.triggered.v1', detail: { conversationId, agentId } });
}

async function sweepAllowed({ tables, executors, now }: SweepDeps, actionId: string): Promise<void> {
  const action = await readAction(tables, actionId);
  if (!action?.dueAt) return;
  const rows = await readRows(tables, actionId);
  // With a row, the ledger has it and its own list finds it; the action only has to show so.
  if (rows.length > 0) return projectAction(tables, action, now(), rows);
  await startExecutor(executors, action.capability, guardrailKey(actionId));
}

import { ALL_DUE_SHARDS, pendingKeysOf } from '../action/action.ts';
import { dueWork } from '../action/action-table.ts';
import { pendingPage } from '../action/pending-table.ts';
import { actionIdOf } from '../ledger/ledger.ts';
import { dueRows } from '../ledger/ledger-table.ts';
import type { Tables } from '../tables.ts';

const PAGE = 100;

/** Due keys may lie ahead: what backs off and what was just allowed waits too. */
const ANY_TIME = new Date('9999-12-31T00:00:00.000Z');

/**
 * Ids of actions that may wait to be decided or to run: the pending ones of these agents, and whatever is approved or
 * allowed and not done, of any agent. Read from sparse indexes, so what is done costs nothing; an id may come twice.
 */
export async function* waitingActions(tables: Tables, agentIds: readonly string[]): AsyncGenerator<string> {
  for (const key of agentIds.flatMap(pendingKeysOf)) yield* pendingActions(tables, key);
  for (const shard of ALL_DUE_SHARDS) {
    for await (const key of dueRows(tables, shard, ANY_TIME)) yield actionIdOf(key);
    for await (const { pk } of dueWork(tables, shard, ANY_TIME)) {
      if (pk.startsWith('ACTION#')) yield pk.slice('ACTION#'.length);
    }
  }
}

async function* pendingActions(tables: Tables, key: string): AsyncGenerator<string> {
  let after = ' ';
  for (;;) {
    const page = await pendingPage(tables, key, after, PAGE);
    for (const { actionId } of page) yield actionId;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.pendingAt;
  }
}

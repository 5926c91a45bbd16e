import { readAction } from '#shared/action/action-table.ts';
import { toldOutcome } from '#shared/action/told-outcome.ts';
import { isMarkedTold, isToBeTold, markTold } from '#shared/agent/told.ts';
import { signingSecrets, TRY_FOR_MS } from '#shared/elsewhere/callback.ts';
import { noteFailure, readCallback, readCallbackSecret } from '#shared/elsewhere/callback-table.ts';
import { isElsewhere } from '#shared/elsewhere/elsewhere.ts';
import type { LedgerRow, RowKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import { log } from '#shared/log.ts';
import type { Reach } from '#shared/outbound/pinned-request.ts';
import type { Tables } from '#shared/tables.ts';
import { type Message, postSigned } from './post-signed.ts';

export type CallbackDeps = { tables: Tables; reach: Reach; now: () => Date };

/**
 * Tells an agent built elsewhere how one round of an action ended, at the URL that its owner gave. What does not arrive is
 * noted for the owner, and said again: the sweep repeats the event of a row whose agent was not told, after 2, 4, 8 …
 * minutes and every hour in the end. A message may arrive twice, with the same id.
 */
export async function callBack(deps: CallbackDeps, key: RowKey): Promise<void> {
  const { tables, now } = deps;
  const row = await readRow(tables, key);
  if (!row || !isElsewhere(row.conversationId) || !(await isToBeTold(tables, row))) return;
  if (await isMarkedTold(tables, row)) return;
  const { agentId, actionId, round, state } = row;
  const [callback, secret] = await Promise.all([readCallback(tables, agentId), readCallbackSecret(tables, agentId)]);
  if (!callback?.enabled || !secret) return markTold(tables, row, 'no_callback');
  const message = await messageOf(tables, row);
  const code = await postSigned(deps, callback.url, signingSecrets(secret, now()), message);
  log.info('agent called back', { actionId, round, state, agentId, code: code ?? 'arrived' });
  if (code === undefined) return markTold(tables, row, 'callback');
  const at = now();
  const givenUp = at.getTime() - Date.parse(message.timestamp) > TRY_FOR_MS;
  await noteFailure(tables, agentId, { at: at.toISOString(), actionId, code, givenUp });
  if (givenUp) await markTold(tables, row, 'gave_up');
}

/** The same bytes on every try, under an id that is the same too. */
async function messageOf(tables: Tables, row: LedgerRow): Promise<Message> {
  const { actionId, agentId, round, state } = row;
  const outcome = await toldOutcome(tables, row, await readAction(tables, actionId));
  const timestamp = 'settledAt' in row ? row.settledAt : (row.stopped?.decidedAt ?? row.decidedAt);
  const type = outcome.outcome === 'pending_approval' ? 'action.pending' : 'action.settled';
  return {
    id: `${actionId}.${round}.${state}`,
    timestamp,
    body: JSON.stringify({ type, timestamp, data: { agentId, round, ...outcome } }),
  };
}

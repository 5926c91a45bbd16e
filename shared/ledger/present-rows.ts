import type { Action } from '../action/action.ts';
import { readMany } from '../read-items.ts';
import type { Tables } from '../tables.ts';
import { guardrailKey, LedgerRow } from './ledger.ts';

type Shown = Pick<Action, 'actionId' | 'round' | 'pv'>;

/**
 * Of each action, the row of the round that it shows, or the guardrail's; by action id. For lists: read in a few calls, a
 * moment old, and nothing is decided on it.
 */
export async function readPresentRows(
  { client, ledger }: Pick<Tables, 'client' | 'ledger'>,
  actions: readonly Shown[],
): Promise<Map<string, LedgerRow>> {
  // What no projection was written on has no row that anybody has seen yet.
  const keys = actions
    .filter(({ pv }) => pv > 0)
    .flatMap(({ actionId, round }) => [guardrailKey(actionId), { pk: actionId, round }]);
  const items = await readMany({ client, table: ledger }, keys);
  const rows = items.map((item) => LedgerRow.parse(item)).sort((a, b) => a.round - b.round);
  return new Map(rows.map((row) => [row.actionId, row]));
}

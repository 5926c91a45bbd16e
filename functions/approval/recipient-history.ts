import type { Action, ActionState } from '#shared/action/action.ts';
import { readHistory } from '#shared/action/history-table.ts';
import { recipientsIn } from '#shared/action/recipients-of.ts';
import type { RecipientHistory } from '#shared/routes/approval-replies.ts';
import type { WorkTable } from '#shared/tables.ts';

/** How far back an agent's actions are looked through, before the one that is shown. */
const LOOK_BACK = 100;

/** For each recipient of an action, what came before among the agent's last {@link LOOK_BACK} actions. */
export async function readRecipientHistory(tables: WorkTable, action: Action): Promise<RecipientHistory[]> {
  const recipients = recipientsIn(action);
  if (recipients.length === 0) return [];
  const { createdAt, actionId, agentId } = action;
  const earlier = await readHistory(tables, agentId, { limit: LOOK_BACK, before: `${createdAt}#${actionId}` });
  const seen = earlier.actions.map((one) => ({ ...one, recipients: new Set(recipientsIn(one)) }));
  return recipients.map((recipient) => {
    const met = seen.filter((one) => one.recipients.has(recipient));
    const count = (state: ActionState) => met.filter((one) => one.state === state).length;
    const [last] = met;
    return {
      ...{ recipient, executed: count('executed'), rejected: count('rejected') },
      ...(last ? { last: { at: last.createdAt, state: last.state } } : {}),
    };
  });
}

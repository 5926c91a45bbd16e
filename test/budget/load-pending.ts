import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { pendingOf } from '../../shared/action/action.ts';
import { actionKey } from '../../shared/action/action-table.ts';
import { readContent, sealContent, summarise } from '../../shared/action/content.ts';
import type { Tables } from '../../shared/tables.ts';

const BATCH = 25;
const AT_ONCE = 16;

const CONTENT = readContent('send_email', { to: ['dana@customer.example'], subject: 'Invoice', text: 'It is paid.' });
const { canonical, hash } = sealContent('agt_invoice', CONTENT);

/** What all of them have. */
const ALIKE = {
  ...{ kind: 'action', agentId: 'agt_invoice', agentName: 'Invoice helper', capability: 'send_email' },
  ...{ content: canonical, hash, summary: summarise(CONTENT), state: 'pending', pv: 0, round: 1 },
  ...{ judgement: { verdict: 'ask', rule: 'outside_list', reasons: [] }, origin: 'background', tainted: false },
  ...{ conversationId: 'cnv_1', runId: 'run_1' },
};

/** The nth action that waits, the oldest first. */
export function pendingAction(n: number) {
  const actionId = `act_${n.toString(16).padStart(32, '0')}`;
  const createdAt = new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString();
  const waiting = { pendingOf: pendingOf('agt_invoice', actionId), pendingAt: `${createdAt}#${actionId}` };
  return { ...ALIKE, actionId, createdAt, toolCallId: `call_${n}`, ...waiting };
}

/** Stores actions that wait, from one number up to another, past the gate: fast, and only for tables without a stream. */
export async function loadPending(
  { client, work }: Tables,
  from: number,
  to: number,
  progress: (stored: number) => void = () => undefined,
): Promise<void> {
  let next = from;
  const load = async (): Promise<void> => {
    while (next < to) {
      const first = next;
      next = Math.min(to, first + BATCH);
      const actions = Array.from({ length: next - first }, (_, i) => pendingAction(first + i));
      const puts = actions.map((action) => ({ PutRequest: { Item: { ...actionKey(action.actionId), ...action } } }));
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [work]: puts } }));
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('The local database took only a part.');
      progress(first);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, load));
}

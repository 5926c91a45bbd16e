import { readAgent } from '../agent/agent-table.ts';
import type { Trigger as Provenance } from '../agent/conversation.ts';
import { startConversation } from '../agent/message-table.ts';
import type { TransactItem } from '../agent/transact.ts';
import { derivedId } from '../ids.ts';
import { log } from '../log.ts';
import type { WorkTable } from '../tables.ts';
import type { Refusal } from './refusal.ts';
import { startedItem } from './started-run.ts';
import { deliveryItem, type Trigger } from './trigger.ts';

/** Bytes of data in a first message: the table takes 400 KB an item. */
export const MAX_DATA_BYTES = 256 * 1024;

export type Start = {
  trigger: Trigger;
  /** The same delivery starts one conversation, however often it comes. */
  deliveryId: string;
  /** In words that are ours. */
  text: string;
  /** JSON from outside. */
  data: string;
  provenance: Pick<Provenance, 'sender' | 'authentication' | 'test'>;
  /** Nothing vouches for it, whatever the trigger says. */
  untrusted?: boolean;
  /** More that must not exist yet. */
  fences?: readonly Record<string, unknown>[];
  /** What else is written with it. */
  also?: readonly TransactItem[];
};

/** Why a trigger starts nothing at this moment; undefined where it may. */
export async function whyNotNow(tables: WorkTable, trigger: Trigger): Promise<Refusal | undefined> {
  if (trigger.paused) return 'trigger_paused';
  const agent = await readAgent(tables, trigger.agentId);
  if (!agent) return 'agent_gone';
  return agent.paused ? 'agent_paused' : undefined;
}

/** Starts a conversation of the trigger's agent, once for each delivery: the fence stands in the same transaction. */
export async function startAgent(tables: WorkTable, start: Start, now: Date) {
  const { trigger, deliveryId, text, data, provenance, untrusted = false, fences = [], also = [] } = start;
  const { triggerId, agentId, name, type } = trigger;
  const conversationId = derivedId('cnv', triggerId, deliveryId);
  const conversation = {
    ...{ conversationId, agentId, origin: 'background' as const, createdAt: now.toISOString() },
    tainted: untrusted || !trigger.trusted,
    trigger: { kind: type, triggerId, name, ...provenance },
  };
  const listed = startedItem({ triggerId, conversationId, ...(provenance.test && { test: true }) }, now);
  const started = await startConversation(
    tables,
    conversation,
    { source: type, text, data },
    [deliveryItem(triggerId, deliveryId, now), ...fences],
    [...also, { Put: { TableName: tables.work, Item: listed } }],
  );
  log.info(started ? 'conversation started' : 'delivery repeated', { triggerId, conversationId });
  return { conversationId, duplicate: !started };
}

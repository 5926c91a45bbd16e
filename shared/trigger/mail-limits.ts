import { createHash } from 'node:crypto';
import type { TransactItem } from '../agent/transact.ts';
import type { WorkTable } from '../tables.ts';
import { secondsFrom } from './trigger.ts';

/** Mails of one sender to one trigger in an hour, and into one conversation in a day: what two machines can say to each other. */
const SENDER_LIMIT = 30;
const THREAD_LIMIT = 20;

const TWO_DAYS = 2 * 24 * 60 * 60;

/** Counts a mail of a sender, or refuses the transaction that it stands in. */
export function countSender(tables: WorkTable, triggerId: string, sender: string, now: Date): TransactItem {
  const sum = createHash('sha256').update(sender.toLowerCase()).digest('hex').slice(0, 32);
  return count(tables, triggerId, `${now.toISOString().slice(0, 13)}#from#${sum}`, SENDER_LIMIT, now);
}

/** Counts a mail into a conversation, likewise. */
export function countThread(tables: WorkTable, triggerId: string, conversationId: string, now: Date): TransactItem {
  return count(tables, triggerId, `${now.toISOString().slice(0, 10)}#in#${conversationId}`, THREAD_LIMIT, now);
}

function count({ work }: WorkTable, triggerId: string, sk: string, limit: number, now: Date): TransactItem {
  return {
    Update: {
      TableName: work,
      Key: { pk: `MAILS#${triggerId}`, sk },
      UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD seen :one',
      ConditionExpression: 'attribute_not_exists(seen) OR seen < :limit',
      ExpressionAttributeValues: {
        ...{ ':kind': 'mail_count', ':end': secondsFrom(now, TWO_DAYS), ':one': 1, ':limit': limit },
      },
    },
  };
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { errorFields, log } from '../log.ts';
import type { WorkTable } from '../tables.ts';
import { type Refusal, refusalKey } from './refusal.ts';
import { secondsFrom } from './trigger.ts';

/** Notes that something was refused; it never throws, since the refusal stands without its note. */
export type NoteRefusal = (triggerId: string, reason: Refusal) => Promise<void>;

const KEEP_SECONDS = 7 * 24 * 60 * 60;
const PAUSE_MS = 60_000;

/** So many pairs of trigger and reason are told apart; a flood over more triggers than that forgets its counts. */
const MOST_PAIRS = 1_000;

/**
 * Notes refusals at most once a minute for each trigger and reason: whoever floods a trigger with bad signatures must not
 * cost a write a request. What came in between is counted here, in memory, and added with the next note.
 */
export function refusalNotes(tables: WorkTable, now: () => Date): NoteRefusal {
  const seen = new Map<string, { count: number; triedAt: number }>();
  return async (triggerId, reason) => {
    const key = `${triggerId}#${reason}`;
    const at = now();
    const { count, triedAt } = seen.get(key) ?? { count: 0, triedAt: 0 };
    if (seen.size > MOST_PAIRS) seen.clear();
    const tooSoon = at.getTime() - triedAt < PAUSE_MS;
    seen.set(key, { count: tooSoon ? count + 1 : 0, triedAt: tooSoon ? triedAt : at.getTime() });
    if (tooSoon) return;
    if (!(await write(tables, triggerId, reason, count + 1, at)))
      seen.set(key, { count: count + 1, triedAt: at.getTime() });
  };
}

/** False where another instance of the function has noted the same within the minute. */
async function write({ client, work }: WorkTable, triggerId: string, reason: Refusal, count: number, now: Date) {
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: refusalKey(triggerId, reason, now),
        UpdateExpression:
          'SET kind = :kind, triggerId = :id, #reason = :reason, lastAt = :now, expiresAt = :end, firstAt = if_not_exists(firstAt, :now) ADD seen :count',
        ConditionExpression: 'attribute_not_exists(lastAt) OR lastAt < :before',
        ExpressionAttributeNames: { '#reason': 'reason' },
        ExpressionAttributeValues: {
          ...{ ':kind': 'refusal', ':id': triggerId, ':reason': reason, ':count': count },
          ...{ ':now': now.toISOString(), ':before': new Date(now.getTime() - PAUSE_MS).toISOString() },
          ':end': secondsFrom(now, KEEP_SECONDS),
        },
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) log.warn('refusal not noted', errorFields(error));
    return false;
  }
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { dueShard } from '#shared/action/action.ts';
import { actionIdOf, isSettled, type RowKey } from '#shared/ledger/ledger.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';

/** Read past the schema of a row: one that no function can read must not stop the others from being shown. */
const SeenRow = z.object({
  ...{ pk: z.string(), round: z.number(), v: z.number(), state: z.string() },
  dueShard: z.string().optional(),
});
type SeenRow = z.infer<typeof SeenRow>;

type WakeCounts = {
  /** Rows that were read. */
  rows: number;
  /** Ended, and on the sweep's list: not yet seen to be shown. 0 once the sweep is through. */
  unshown: number;
  /** Written; in a dry run none. */
  woken: number;
  /** No row of ours, such as one that was written by hand; left as it is. */
  unreadable: number;
  /** Moved on by somebody else between the read and the write, who put them on the list thereby. */
  moved: number;
};

export type WakeOptions = {
  tables: Tables;
  now: () => Date;
  /** False only looks and counts. */
  apply: boolean;
  /** Goes on after this row. */
  resume?: RowKey | undefined;
  /** After each page: what was counted, and the row to resume after. */
  onPage?: (counts: WakeCounts, last: RowKey) => void;
};

/** `held: false`: the hold is off, or was turned off meanwhile, so nothing more was written. */
export type Woken = WakeCounts & { held: boolean };

/**
 * After a restore of *work*: puts every row of *ledger* on the sweep's list again, in a new version, so that what the
 * ledger knows is shown on actions that went back. Without it an action that was executed since the backup looks pending
 * for good. Safe to run again, to stop, and beside a sweep: each write is conditional on the version that was read.
 */
export async function wakeRows({ tables, now, apply, resume, onPage }: WakeOptions): Promise<Woken> {
  const counts: WakeCounts = { rows: 0, unshown: 0, woken: 0, unreadable: 0, moved: 0 };
  let after: Record<string, unknown> | undefined = resume && { pk: resume.pk, round: resume.round };
  do {
    // Looked at for every page: while rows are woken, nothing of what they show may begin.
    if (apply && !(await readSettings(tables)).hold) return { ...counts, held: false };
    const page = await scanPage(tables, after);
    counts.unreadable += page.unreadable;
    for (const row of page.rows) {
      counts.rows++;
      if (row.dueShard && isSettled(row as Parameters<typeof isSettled>[0])) counts.unshown++;
    }
    if (apply) await wakeAll(tables, page.rows, now(), counts);
    after = page.last;
    const last = page.rows.at(-1);
    if (last) onPage?.(counts, last);
  } while (after);
  return { ...counts, held: true };
}

async function scanPage({ client, ledger }: Tables, after: Record<string, unknown> | undefined) {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      TableName: ledger,
      ConsistentRead: true,
      ExclusiveStartKey: after,
      ProjectionExpression: '#pk, #round, #v, #state, #dueShard',
      ExpressionAttributeNames: names('pk', 'round', 'v', 'state', 'dueShard'),
    }),
  );
  const rows = Items.flatMap((item) => SeenRow.safeParse(item).data ?? []);
  return { rows, unreadable: Items.length - rows.length, last: LastEvaluatedKey };
}

/** Writes that are under way at the same time. */
const AT_ONCE = 25;

async function wakeAll(tables: Tables, rows: SeenRow[], now: Date, counts: WakeCounts): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    for (const won of await Promise.all(some.map((row) => wake(tables, row, now)))) counts[won ? 'woken' : 'moved']++;
  }
}

/**
 * The new version keeps a sweep that is under way from closing the row on what it saw before; the due key makes the next
 * one look. `writer` stays: whoever wrote last and lost the reply must still find its own write.
 */
async function wake({ client, ledger }: Tables, row: SeenRow, now: Date): Promise<boolean> {
  const { pk, round, v } = row;
  try {
    await client.send(
      new UpdateCommand({
        TableName: ledger,
        Key: { pk, round },
        UpdateExpression: 'SET #v = #v + :one, #dueShard = :shard, #dueAt = :now',
        ConditionExpression: '#v = :seen',
        ExpressionAttributeNames: names('v', 'dueShard', 'dueAt'),
        ExpressionAttributeValues: {
          ...{ ':one': 1, ':seen': v, ':now': now.toISOString() },
          ':shard': row.dueShard ?? dueShard(actionIdOf(row)),
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function names(...all: string[]): Record<string, string> {
  return Object.fromEntries(all.map((name) => [`#${name}`, name]));
}

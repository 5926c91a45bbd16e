import * as z from 'zod';
import type { RowKey } from '#shared/ledger/ledger.ts';

/** What an executor is invoked with. */
const RowKeyEvent = z.object({ pk: z.string().min(1), round: z.number().int().nonnegative() });

export function parseRowKey(event: unknown): RowKey {
  return RowKeyEvent.parse(event);
}

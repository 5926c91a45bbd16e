import * as z from 'zod';
import type { RowHint } from '#shared/ledger/ledger.ts';

/** What an executor is invoked with. */
const RowKeyEvent = z.object({
  pk: z.string().min(1),
  round: z.number().int().nonnegative(),
  told: z.record(z.string(), z.unknown()).optional(),
});

export function parseRowKey(event: unknown): RowHint {
  return RowKeyEvent.parse(event);
}

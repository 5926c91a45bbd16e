import type { StreamRecord } from '../../../infra/local/streams/stream-record.ts';
import { UNKNOWN_STATE } from './surroundings.ts';

/** As `infra/constructs/stream-reader.ts` has it. */
export const RULES = { reportsItemFailures: true, bisects: true, maxRetries: 5, maxAgeMs: 6 * 60 * 60_000 };

export type Image = Record<string, { S?: string }>;
export type Mapping = {
  reader: 'publish' | 'dispatch';
  table: 'work' | 'ledger';
  wants: (record: StreamRecord) => boolean;
};
const imageOf = (record: StreamRecord) => (record.dynamodb.NewImage ?? {}) as Image;

/** The event source mappings of `infra/stack.ts`, with their filters. */
export const MAPPINGS: readonly Mapping[] = [
  {
    reader: 'publish',
    table: 'work',
    wants: (record) => ['action', 'message'].includes(imageOf(record).kind?.S ?? ''),
  },
  { reader: 'publish', table: 'ledger', wants: () => true },
  {
    reader: 'dispatch',
    table: 'ledger',
    wants: (record) => record.eventName !== 'REMOVE' && imageOf(record).state?.S === 'approved',
  },
  {
    reader: 'dispatch',
    table: 'work',
    wants: (record) => record.eventName === 'INSERT' && imageOf(record).state?.S === 'allowed',
  },
];

/** What no handler of this deployment can read. */
export function isPoison(record: StreamRecord): boolean {
  return record.eventID.startsWith('poison') || imageOf(record).state?.S === UNKNOWN_STATE;
}

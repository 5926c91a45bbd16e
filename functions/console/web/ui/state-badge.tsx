import { Badge } from '@mantine/core';
import { stateInWords } from './words.ts';

const STATE_COLORS: Record<string, string> = {
  ...{ pending: 'care', approved: 'sign', allowed: 'sign', executed: 'yes', rejected: 'gray', cancelled: 'gray' },
  ...{ failed: 'no', uncertain: 'care', blocked: 'no' },
};

/** Where an action stands, in words and a colour. */
export function StateBadge({ state }: { state: string }) {
  return (
    <Badge color={STATE_COLORS[state] ?? 'gray'} variant="light" tt="none">
      {stateInWords(state)}
    </Badge>
  );
}

import { Badge } from '@mantine/core';
import { verdictInWords } from '../ui/words.ts';

const COLOR: Record<string, string> = { allow: 'yes', ask: 'care', block: 'no' };

export function Verdict({ verdict }: { verdict: string }) {
  return <Badge color={COLOR[verdict] ?? 'gray'}>{verdictInWords(verdict)}</Badge>;
}

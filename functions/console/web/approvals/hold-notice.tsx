import type { Card } from '../app/api-types.ts';
import { Shown, Warning } from '../ui/shown.tsx';
import { timeInWords } from '../ui/words.ts';

const WHAT = {
  workspace: 'The workspace is on hold',
  agent: 'The agent is on hold',
  paused_agent: 'The agent is paused',
};

/** Said where somebody would wait for it: nothing begins while its agent, or everything, is held. */
export function HoldNotice({ hold: { of, by, since } }: { hold: NonNullable<Card['hold']> }) {
  return (
    <Warning>
      {WHAT[of]}
      {since ? `, since ${timeInWords(since)}` : ''}
      {by ? ', by ' : ''}
      {by ? <Shown text={by} /> : null}: what is approved waits until that is released.
    </Warning>
  );
}

import { Stack } from '@mantine/core';
import { Replay } from './replay.tsx';
import { TryIt } from './try-it.tsx';

export type Rehearsed = {
  agentId: string;
  capability: string;
  /** The settings as they stand in the form. */
  draft: Record<string, unknown>;
  /** Of a custom tool: its name. */
  tool?: string;
};

/** Beside a form of settings: what they would do, before they are saved. */
export function Rehearsal({ atOnce = false, ...its }: Rehearsed & { atOnce?: boolean }) {
  return (
    <Stack className="rehearsal">
      <div className="panel">
        <TryIt {...its} />
      </div>
      <div className="panel">
        <Replay {...its} atOnce={atOnce} />
      </div>
    </Stack>
  );
}

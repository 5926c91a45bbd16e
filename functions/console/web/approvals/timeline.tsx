import { useState } from 'react';
import type { Card } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { Shown } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { timeInWords } from '../ui/words.ts';
import { Panel } from './context-view.tsx';
import { detailsInWords } from './timeline-details.ts';

/** All that happened to one action, in order, as the audit has it. Read when somebody opens it. */
export function Timeline({ card: { actionId, state } }: { card: Card }) {
  const [opened, setOpened] = useState(false);
  return (
    <Panel title="Timeline">
      <details onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>Everything that happened, step by step</summary>
        {opened ? <Steps actionId={actionId} isMoving={state === 'approved' || state === 'allowed'} /> : null}
      </details>
    </Panel>
  );
}

function Steps({ actionId, isMoving }: { actionId: string; isMoving: boolean }) {
  const asked = { params: { actionId } };
  const read = useRead('GET /approvals/{actionId}/audit', asked, { every: isMoving ? 2_000 : 15_000 });
  if (!read.data) {
    return read.isError ? <ErrorState error={read.error} /> : <SkeletonRows count={3} height={40} />;
  }
  return (
    <ol className="timeline">
      {read.data.entries.map(({ at, what, says, details = {} }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened stays in its place; more comes at the end
        <li key={index} data-what={what}>
          <p className="break">
            <Shown text={says} />
          </p>
          <p className="quiet break">
            <time dateTime={at}>{timeInWords(at)}</time>
            {detailsInWords(details).map((detail) => (
              <span key={detail}>
                {' · '}
                <Shown text={detail} />
              </span>
            ))}
          </p>
        </li>
      ))}
    </ol>
  );
}

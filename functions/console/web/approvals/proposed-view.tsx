import type { Card } from '../app/api-types.ts';
import { Panel } from './context-view.tsx';
import { differences } from './difference.ts';
import { DifferenceView } from './difference-view.tsx';

/** What a person changed of what the agent had proposed. */
export function ProposedView({ card: { capability, proposed, content, editedBy } }: { card: Card }) {
  if (!proposed || !content) return null;
  const changed = differences(capability, proposed, content);
  if (changed.length === 0) return null;
  return (
    <Panel title={`What ${editedBy ?? 'a person'} changed`}>
      <DifferenceView differences={changed} />
    </Panel>
  );
}

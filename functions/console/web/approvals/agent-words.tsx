import { Link } from '@tanstack/react-router';
import type { Card } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { OddityWarning, Shown } from '../ui/shown.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Panel } from './context-view.tsx';
import { ledTo } from './led-to.ts';

/** What the agent had read and what it said when it asked: apart from the content, and believed by nobody. */
export function AgentWords({ card: { conversationId, toolCallId, agentSays, trigger } }: { card: Card }) {
  const isHere = trigger?.kind !== 'api';
  const read = useRead('GET /conversations/{conversationId}', { params: { conversationId } }, { enabled: isHere });
  const led = ledTo(read.data?.entries ?? [], toolCallId);
  const { incoming } = led;
  // Of agents built elsewhere, and where the conversation cannot be read, what the card has of it.
  const said = led.said.length > 0 || !agentSays ? led.said : [agentSays];
  const texts = [...incoming, ...said];
  if (isHere && read.isPending) {
    return (
      <Panel title="What led to it">
        <SkeletonRows count={1} height={160} />
      </Panel>
    );
  }
  return (
    <Panel title="What led to it">
      <p className="quiet">Not verified. Decide on what would be done, not on what is said about it.</p>
      {incoming.length > 0 ? <Words label="The agent had been told" texts={incoming} /> : null}
      {said.length > 0 ? <Words label="The agent says" texts={said} /> : null}
      {texts.length === 0 ? <p>The agent said nothing.</p> : null}
      <OddityWarning texts={texts} multiline />
      {read.data ? (
        <p>
          <Link to="/conversations/$conversationId" params={{ conversationId }}>
            The whole conversation
          </Link>
        </p>
      ) : null}
    </Panel>
  );
}

/** Longer words are folded up, so that they do not push away what counts. */
const FOLDED = 500;

function Words({ label, texts }: { label: string; texts: string[] }) {
  const text = texts.join('\n\n');
  return (
    <div className="words">
      <h3>{label}</h3>
      {text.length <= FOLDED ? (
        <blockquote>
          <Shown text={text} multiline />
        </blockquote>
      ) : (
        <details>
          <summary>{`${text.length.toLocaleString('en')} characters`}</summary>
          <blockquote>
            <Shown text={text} multiline />
          </blockquote>
        </details>
      )}
    </div>
  );
}

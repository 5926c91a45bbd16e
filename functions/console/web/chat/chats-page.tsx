import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ConversationItem } from '#shared/routes/conversation-routes.ts';
import { AgentFrame } from '../agents/agent-frame.tsx';
import { useChange, useRead } from '../app/queries.ts';
import { Age } from '../ui/age.tsx';
import { Shown } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Composer } from './composer.tsx';

/** A person's chats with an agent, and the place to begin one. */
export function ChatsPage() {
  const { agentId } = useParams({ from: '/agents/$agentId/chat' });
  const navigate = useNavigate();
  const params = { agentId };
  const read = useRead('GET /agents/{agentId}/conversations', { params }, { every: 5_000 });
  const begin = useChange('POST /agents/{agentId}/conversations', { refresh: ['GET /agents/{agentId}/conversations'] });
  return (
    <AgentFrame name="Chat">
      {() => (
        <>
          <Composer
            label="What should the agent do?"
            send={async (body) => {
              const { conversationId } = await begin.mutateAsync({ params, body });
              await navigate({ to: '/conversations/$conversationId', params: { conversationId } });
            }}
          />
          {read.isPending ? <SkeletonRows count={3} /> : null}
          {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
          {read.data?.items.length === 0 ? (
            <EmptyState icon="chat" title="No chats yet.">
              <span>Write what the agent should do. What it asks for comes up in the chat.</span>
            </EmptyState>
          ) : null}
          <ConversationList items={read.data?.items ?? []} />
        </>
      )}
    </AgentFrame>
  );
}

export function ConversationList({ items }: { items: ConversationItem[] }) {
  return (
    <ol className="waiting">
      {items.map(({ conversationId, title, lastAt, isAnswering }) => (
        <li key={conversationId}>
          <Link to="/conversations/$conversationId" params={{ conversationId }} className="panel row">
            <span className="over">
              <span className="summary break">
                <Shown text={title} />
              </span>
              <span className="quiet">{isAnswering ? 'at it…' : <Age since={lastAt} />}</span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

import { Group, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ShownConversation } from '#shared/routes/conversation-routes.ts';
import { useChange, useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { Shown, Warning } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { triggerInWords } from '../ui/words.ts';
import { Composer } from './composer.tsx';
import { Entries } from './entries.tsx';

const STATES = {
  answering: 'The agent is at it…',
  waiting: 'It waits for a person to decide.',
  delayed: 'It takes longer than usual. It is tried again.',
  idle: '',
  paused: 'This agent is paused. It answers nothing now.',
} as const;

const everyOf = (conversation: ShownConversation | undefined) => (conversation?.state === 'answering' ? 1_000 : 2_500);

/** One conversation as it goes on: what came in, what the agent said, what it asked for. */
export function ConversationPage() {
  const { conversationId } = useParams({ from: '/conversations/$conversationId' });
  const read = useRead('GET /conversations/{conversationId}', { params: { conversationId } }, { every: everyOf });
  if (!read.data) {
    return (
      <Page title="Conversation">
        {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : <SkeletonRows />}
      </Page>
    );
  }
  return <Conversation key={conversationId} conversation={read.data} />;
}

function Conversation({ conversation }: { conversation: ShownConversation }) {
  const { conversationId, agentId, agentName, title, origin, trigger, tainted, mayWrite, mayDecide } = conversation;
  const { state, entries, earlier = 0 } = conversation;
  const send = useChange('POST /conversations/{conversationId}/messages', {
    refresh: ['GET /conversations/{conversationId}'],
  });
  return (
    <Page title={<Shown text={title} />} name={title}>
      <Group gap="md" mb="md">
        <Link to="/agents/$agentId/chat" params={{ agentId }}>
          <Shown text={agentName} />
        </Link>
        <Text c="dimmed" size="sm">
          {origin === 'chat' ? 'Chat' : `Started by ${triggerInWords(trigger.kind)}`}
        </Text>
      </Group>
      {tainted ? <Warning>What started this could not be verified, so the agent asks about everything.</Warning> : null}
      {earlier > 0 ? <Text c="dimmed">{`${earlier} earlier messages are left out.`}</Text> : null}
      <Entries entries={entries} agentName={agentName} mayDecide={mayDecide} />
      <p className="quiet" aria-live="polite">
        {STATES[state]}
      </p>
      <KeptInView of={conversation.lastSeq} />
      {mayWrite ? (
        <Composer
          label={`Write to ${agentName}`}
          send={(body) => send.mutateAsync({ params: { conversationId }, body })}
        />
      ) : null}
    </Page>
  );
}

/** Follows what is new, unless the person reads further up. */
function KeptInView({ of }: { of: number }) {
  const end = useRef<HTMLDivElement>(null);
  const before = useRef(of);
  useEffect(() => {
    if (before.current === of) return;
    before.current = of;
    const { scrollHeight } = document.documentElement;
    if (scrollHeight - window.scrollY - window.innerHeight < window.innerHeight) end.current?.scrollIntoView();
  }, [of]);
  return <div ref={end} />;
}

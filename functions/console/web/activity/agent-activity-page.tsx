import { SegmentedControl } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { AgentFrame } from '../agents/agent-frame.tsx';
import { useRead } from '../app/queries.ts';
import { ConversationList } from '../chat/chats-page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { ActionList } from './action-list.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import type { ActivitySearch } from './activity-search.ts';
import { everyOf } from './every-of.ts';

const TRIGGERS = [
  { value: '', label: 'All' },
  { value: 'webhook', label: 'Webhook' },
  { value: 'email', label: 'Email' },
  { value: 'schedule', label: 'Schedule' },
  { value: 'event', label: 'Event' },
];

/** What one agent did: the runs that something started, or the actions that it asked for. */
export function AgentActivityPage() {
  const { agentId } = useParams({ from: '/agents/$agentId/activity' });
  const [view, setView] = useState('actions');
  return (
    <AgentFrame name="Activity">
      {() => (
        <>
          <SegmentedControl
            aria-label="What to show"
            mb="md"
            mr="md"
            value={view}
            onChange={setView}
            data={[
              { value: 'actions', label: 'Actions' },
              { value: 'runs', label: 'Runs' },
            ]}
          />
          {view === 'runs' ? <Runs agentId={agentId} /> : <Actions agentId={agentId} />}
        </>
      )}
    </AgentFrame>
  );
}

function Actions({ agentId }: { agentId: string }) {
  const [search, setSearch] = useState<ActivitySearch>({});
  const { agentId: _, ...wanted } = search;
  const asked = { params: { agentId }, query: { limit: 25, ...wanted } };
  const read = useRead('GET /agents/{agentId}/activity', asked, { every: everyOf(search), keep: true });
  return (
    <>
      <ActivityFilters search={search} onChange={setSearch} />
      <ActionList read={read} search={search} onPage={(before) => setSearch({ ...search, before })} />
    </>
  );
}

/** By what started them; each opens with its steps. */
function Runs({ agentId }: { agentId: string }) {
  const [trigger, setTrigger] = useState('');
  const asked = { params: { agentId }, query: { origin: 'background', trigger } };
  const read = useRead('GET /agents/{agentId}/conversations', asked, { every: 5_000, keep: true });
  return (
    <>
      <SegmentedControl aria-label="Started by" mb="md" value={trigger} onChange={setTrigger} data={TRIGGERS} />
      {read.isPending ? <SkeletonRows /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data?.items.length === 0 ? <EmptyState icon="activity" title="No runs of this kind yet." /> : null}
      <ConversationList items={read.data?.items ?? []} />
    </>
  );
}

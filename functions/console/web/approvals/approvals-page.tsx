import { Switch, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ActionRow } from '../activity/action-row.tsx';
import { ActivityTabs } from '../activity/activity-tabs.tsx';
import type { PendingItem } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { AgentFilter, Filter, Filters, KindFilter, Searched } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { againBecause, capabilityInWords } from '../ui/words.ts';
import { decidedOnThisPage } from './decided-on-this-page.ts';
import { AGES, type ListSearch } from './list-search.ts';

/** What waits for this person; kept up to date while it is seen. Each is opened and decided by itself. */
export function ApprovalsPage() {
  const search = useSearch({ from: '/' });
  const { agentId, order, after, capability, age } = search;
  const isPlain = !agentId && !order && !after && !capability && !age;
  // What is plain is the question of the navigation too, and asked once.
  const query = isPlain
    ? { limit: 25 }
    : { limit: 25, agentId, order, after, capability, waitsHours: age && AGES[age] };
  const read = useRead('GET /approvals', { query }, { every: 2_000, keep: true });
  const { items } = decidedOnThisPage.without(read.data ?? { items: [] });
  const navigate = useNavigate();
  const count = useRef<number>(undefined);
  const { announce } = useToasts();
  useEffect(() => {
    if (count.current !== undefined && count.current !== items.length) announce(`${items.length} are waiting.`);
    if (read.data) count.current = items.length;
  }, [items.length, read.data, announce]);
  const first = items[0];
  useShortcuts('This list', [
    {
      keys: 'o',
      label: 'Open the first one',
      run: () => first && void navigate({ to: '/approvals/$actionId', params: { actionId: first.actionId } }),
    },
  ]);
  return (
    <Page title="Waiting for you" name={items.length > 0 ? `(${items.length}) Waiting for you` : 'Waiting for you'}>
      <ActivityTabs />
      {read.data ? <ListFilters search={search} count={items.length} /> : null}
      {read.isPending ? <SkeletonRows /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data && !read.data.next && items.length === 0 ? <Nothing isFiltered={!isPlain} /> : null}
      <ol className="waiting">
        {items.map((item) => (
          <Row key={`${item.actionId} ${item.round}`} item={item} />
        ))}
      </ol>
      <Searched searched={read.data?.searched} found={items.length} />
      <nav className="pages" aria-label="Pages of the list">
        {after ? (
          <Link to="/" search={{ ...search, after: undefined }}>
            Back to the first
          </Link>
        ) : null}
        {read.data?.next ? (
          <Link to="/" search={{ ...search, after: read.data.next }}>
            {read.data.searched === undefined ? 'Show the next ones' : 'Look further'}
          </Link>
        ) : null}
      </nav>
    </Page>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState icon="search" title="Nothing like this waits for you.">
        <Link to="/">Show all that waits</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="approvals" title="Nothing waits for you.">
      <Text c="dimmed">When an agent asks for something that needs a person, it appears here by itself.</Text>
    </EmptyState>
  );
}

function Row({ item }: { item: PendingItem }) {
  const { capability, pendingReason } = item;
  return (
    <ActionRow {...item} kind={capabilityInWords(capability)}>
      {pendingReason ? <span className="again">{againBecause(pendingReason)}</span> : null}
    </ActionRow>
  );
}

const AGE_OPTIONS = [
  { value: 'hour', label: 'For an hour and more' },
  { value: 'day', label: 'For a day and more' },
  { value: 'week', label: 'For a week and more' },
];

/** By agent, kind and age. Not where there is nothing to choose from; once there, they stay. */
function ListFilters({ search, count }: { search: ListSearch; count: number }) {
  const navigate = useNavigate();
  const isUsed = search.agentId || search.capability || search.age || search.order || search.after;
  const isShown = useRef(false);
  isShown.current ||= count > 1 || Boolean(isUsed);
  if (!isShown.current) return null;
  const change = (part: ListSearch) => void navigate({ to: '/', search: { ...search, after: undefined, ...part } });
  return (
    <Filters>
      <AgentFilter value={search.agentId} onChange={(agentId) => change({ agentId })} />
      <KindFilter value={search.capability} onChange={(capability) => change({ capability })} />
      <Filter
        label="How long it waits"
        all="However long"
        options={AGE_OPTIONS}
        value={search.age}
        onChange={(age) => change({ age: age as ListSearch['age'] })}
      />
      <Switch
        label="Newest first"
        checked={search.order === 'newest'}
        onChange={(event) => change({ order: event.currentTarget.checked ? 'newest' : undefined })}
      />
    </Filters>
  );
}

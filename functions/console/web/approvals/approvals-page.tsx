import { Select, Switch, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ActionRow } from '../activity/action-row.tsx';
import { ActivityTabs } from '../activity/activity-tabs.tsx';
import type { PendingItem } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { againBecause, capabilityInWords } from '../ui/words.ts';
import { decidedOnThisPage } from './decided-on-this-page.ts';
import type { ListSearch } from './list-search.ts';

/** What waits for this person; kept up to date while it is seen. Each is opened and decided by itself. */
export function ApprovalsPage() {
  const search = useSearch({ from: '/' });
  const { agentId, order, after, capability } = search;
  const isPlain = !agentId && !order && !after;
  // What is plain is the question of the navigation too, and asked once.
  const query = isPlain ? { limit: 25 } : { limit: 25, agentId, order, after };
  const read = useRead('GET /approvals', { query }, { every: 2_000, keep: true });
  const all = decidedOnThisPage.without(read.data ?? { items: [] }).items;
  const items = capability ? all.filter((item) => item.capability === capability) : all;
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
      <Filters search={search} items={all} />
      {read.isPending ? <SkeletonRows /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data && items.length === 0 ? <Nothing isFiltered={!isPlain || capability !== undefined} /> : null}
      <ol className="waiting">
        {items.map((item) => (
          <Row key={`${item.actionId} ${item.round}`} item={item} />
        ))}
      </ol>
      <nav className="pages" aria-label="Pages of the list">
        {after ? (
          <Link to="/" search={{ ...search, after: undefined }}>
            Back to the first
          </Link>
        ) : null}
        {read.data?.next ? (
          <Link to="/" search={{ ...search, after: read.data.next }}>
            Show the next ones
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

/** By agent and kind, as far as this page of the list knows them, and by age. */
function Filters({ search, items }: { search: ListSearch; items: PendingItem[] }) {
  const navigate = useNavigate();
  const agents = new Map(items.map(({ agentId, agentName }) => [agentId, agentName]));
  const kinds = [
    ...new Set([
      ...items.map(({ capability }) => capability),
      ...((search.capability ?? '') ? [search.capability ?? ''] : []),
    ]),
  ];
  const isUsed = search.agentId || search.capability || search.order;
  if (agents.size < 2 && kinds.length < 2 && items.length < 8 && !isUsed) return null;
  const change = (part: Partial<ListSearch>) =>
    void navigate({ to: '/', search: { ...search, after: undefined, ...part } });
  if (search.agentId && !agents.has(search.agentId)) agents.set(search.agentId, search.agentId);
  return (
    <div className="filters">
      <Select
        aria-label="Agent"
        placeholder="Every agent"
        clearable
        data={[...agents].map(([value, label]) => ({ value, label }))}
        value={search.agentId ?? null}
        onChange={(agentId) => change({ agentId: agentId ?? undefined })}
      />
      <Select
        aria-label="Kind"
        placeholder="Every kind"
        clearable
        data={kinds.map((value) => ({ value, label: capabilityInWords(value) }))}
        value={search.capability ?? null}
        onChange={(capability) => change({ capability: capability ?? undefined })}
      />
      <Switch
        label="Newest first"
        checked={search.order === 'newest'}
        onChange={(event) => change({ order: event.currentTarget.checked ? 'newest' : undefined })}
      />
    </div>
  );
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { ActionList } from './action-list.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { ActivityTabs } from './activity-tabs.tsx';
import { everyOf } from './every-of.ts';

/** What all agents of this person asked to do, newest first, or what is looked for of it. */
export function ActivityPage() {
  const search = useSearch({ from: '/activity' });
  const navigate = useNavigate();
  const { agentId = '', ...wanted } = search;
  const options = { every: everyOf(wanted), keep: true };
  const query = { limit: 25, ...wanted };
  const ofAll = useRead('GET /activity', { query }, { ...options, enabled: !agentId });
  const ofOne = useRead(
    'GET /agents/{agentId}/activity',
    { params: { agentId }, query },
    { ...options, enabled: !!agentId },
  );
  const change = (next: typeof search) => void navigate({ to: '/activity', search: next });
  return (
    <Page title="Activity">
      <ActivityTabs />
      <ActivityFilters search={search} onChange={change} withAgent />
      <ActionList read={agentId ? ofOne : ofAll} search={wanted} onPage={(before) => change({ ...search, before })} />
    </Page>
  );
}

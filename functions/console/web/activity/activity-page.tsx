import { useState } from 'react';
import { useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { ActionList } from './action-list.tsx';
import { ActivityTabs } from './activity-tabs.tsx';

/** What all agents of this person asked to do, newest first. */
export function ActivityPage() {
  const [before, setBefore] = useState<string>();
  const query = { limit: 25, before };
  const read = useRead('GET /activity', { query }, { every: before ? 0 : 4_000, keep: true });
  return (
    <Page title="Activity">
      <ActivityTabs />
      <ActionList read={read} isFirst={before === undefined} onPage={setBefore} />
    </Page>
  );
}

import { Badge, Group } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { Shown } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';

export type AgentView = Replies['GET /agents/{agentId}'];

const PLACES = [
  { to: '/agents/$agentId/chat', label: 'Chat', level: 'use' },
  { to: '/agents/$agentId/activity', label: 'Activity', level: 'use' },
  { to: '/agents/$agentId/capabilities', label: 'Capabilities', level: 'use' },
  { to: '/agents/$agentId/triggers', label: 'Triggers', level: 'edit' },
  { to: '/agents/$agentId', label: 'Settings', level: 'use' },
  { to: '/agents/$agentId/access', label: 'Access', level: 'owner' },
  { to: '/agents/$agentId/keys', label: 'Keys', level: 'owner' },
] as const;

const LEVELS = ['none', 'use', 'edit', 'owner'];
export const atLeast = (level: string, wanted: string) => LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);

/** What stands around every page of one agent: its name, its state, and its other pages. */
export function AgentFrame({ name, children }: { name: string; children: (agent: AgentView) => ReactNode }) {
  const { agentId = '' } = useParams({ strict: false });
  const read = useRead('GET /agents/{agentId}', { params: { agentId } });
  if (read.isError && !read.data) return <ErrorState error={read.error} retry={() => void read.refetch()} />;
  if (!read.data) {
    return (
      <Page title={name}>
        <SkeletonRows count={3} height={120} />
      </Page>
    );
  }
  const agent = read.data;
  return (
    <Page title={<Shown text={agent.name} />} name={`${agent.name}: ${name}`} actions={<AgentState agent={agent} />}>
      <Places agent={agent} />
      {children(agent)}
    </Page>
  );
}

function Places({ agent: { agentId, level: own } }: { agent: AgentView }) {
  return (
    <nav className="tabs" aria-label="Pages of this agent">
      <ul>
        {PLACES.filter(({ level }) => atLeast(own, level)).map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ agentId }}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ exact: to === '/agents/$agentId' }}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function AgentState({ agent: { paused, hold } }: { agent: { paused: boolean; hold?: boolean } }) {
  return (
    <Group gap="xs">
      {paused ? <Badge color="care">Paused</Badge> : null}
      {hold ? <Badge color="no">On hold</Badge> : null}
    </Group>
  );
}

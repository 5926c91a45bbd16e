import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { readActivitySearch } from '../activity/activity-search.ts';
import { readListSearch } from '../approvals/list-search.ts';
import { Page } from '../ui/page.tsx';
import { EmptyState, SkeletonRows } from '../ui/states.tsx';
import { LoadFailed } from './load-failed.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPage });

/** A page of its own script, loaded when it is opened; its module exports it as `Page…`. */
const lazy = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) => ({
  component: lazyRouteComponent(load, name),
});
const at = <P extends string>(path: P) => ({ getParentRoute: () => root, path });

const routes = [
  createRoute({
    ...at('/'),
    ...lazy(() => import('../approvals/approvals-page.tsx'), 'ApprovalsPage'),
    validateSearch: readListSearch,
  }),
  createRoute({
    ...at('/approvals/$actionId'),
    ...lazy(() => import('../approvals/approval-page.tsx'), 'ApprovalPage'),
  }),
  createRoute({
    ...at('/conversations/$conversationId'),
    ...lazy(() => import('../chat/conversation-page.tsx'), 'ConversationPage'),
  }),
  createRoute({ ...at('/agents'), ...lazy(() => import('../agents/agents-page.tsx'), 'AgentsPage') }),
  createRoute({
    ...at('/agents/$agentId'),
    ...lazy(() => import('../agents/agent-settings-page.tsx'), 'AgentSettingsPage'),
  }),
  createRoute({ ...at('/agents/$agentId/access'), ...lazy(() => import('../agents/access-page.tsx'), 'AccessPage') }),
  createRoute({ ...at('/agents/$agentId/keys'), ...lazy(() => import('../agents/keys-page.tsx'), 'KeysPage') }),
  createRoute({
    ...at('/agents/$agentId/triggers'),
    ...lazy(() => import('../agents/triggers-page.tsx'), 'TriggersPage'),
  }),
  createRoute({
    ...at('/agents/$agentId/capabilities'),
    ...lazy(() => import('../agents/capabilities-page.tsx'), 'CapabilitiesPage'),
  }),
  createRoute({
    ...at('/agents/$agentId/capabilities/$capability'),
    validateSearch: ({ suggested }: { suggested?: string }) => (typeof suggested === 'string' ? { suggested } : {}),
    ...lazy(() => import('../agents/capability-page.tsx'), 'CapabilityPage'),
  }),
  createRoute({ ...at('/agents/$agentId/tools/$tool'), ...lazy(() => import('../agents/tool-page.tsx'), 'ToolPage') }),
  createRoute({ ...at('/people'), ...lazy(() => import('../people/people-page.tsx'), 'PeoplePage') }),
  createRoute({ ...at('/teams/$teamId'), ...lazy(() => import('../people/team-page.tsx'), 'TeamPage') }),
  createRoute({ ...at('/workspace'), ...lazy(() => import('../workspace/workspace-page.tsx'), 'WorkspacePage') }),
  createRoute({ ...at('/me'), ...lazy(() => import('../me/preferences-page.tsx'), 'PreferencesPage') }),
  createRoute({ ...at('/agents/$agentId/chat'), ...lazy(() => import('../chat/chats-page.tsx'), 'ChatsPage') }),
  createRoute({
    ...at('/activity'),
    ...lazy(() => import('../activity/activity-page.tsx'), 'ActivityPage'),
    validateSearch: readActivitySearch,
  }),
  createRoute({ ...at('/numbers'), ...lazy(() => import('../activity/numbers-page.tsx'), 'NumbersPage') }),
  createRoute({
    ...at('/agents/$agentId/activity'),
    ...lazy(() => import('../activity/agent-activity-page.tsx'), 'AgentActivityPage'),
  }),
];

/**
 * Addresses stand behind `#`, as in the links of emails (`/#/approvals/act_…`): the server has one page, and what a person
 * looks at is in no log of it.
 */
export function newRouter() {
  return createRouter({
    routeTree: root.addChildren(routes),
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultPendingComponent: SkeletonRows,
    defaultPendingMs: 150,
    defaultErrorComponent: LoadFailed,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}

function NoSuchPage() {
  return (
    <Page title="There is no such page">
      <EmptyState icon="search" title="The link may be wrong.">
        <Link to="/">What waits for you</Link>
      </EmptyState>
    </Page>
  );
}

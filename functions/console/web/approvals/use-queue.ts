import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { PendingPage } from '#shared/routes/approval-replies.ts';
import { keyOf, useRead } from '../app/queries.ts';
import { useApi } from '../app/services.ts';
import { decidedOnThisPage } from './decided-on-this-page.ts';

/** The same question as the navigation asks, so that it is asked once. */
const QUERY = { query: { limit: 25 } };

/** What waits besides the approval that is open: one before it, one after it, and how many. */
export function useQueue(actionId: string) {
  const read = useRead('GET /approvals', QUERY, { every: 5_000 });
  const { items } = decidedOnThisPage.without(read.data ?? { items: [] });
  const at = items.findIndex((item) => item.actionId === actionId);
  const others = items.filter((item) => item.actionId !== actionId);
  return {
    position: at < 0 ? undefined : at + 1,
    total: items.length,
    more: read.data?.next !== undefined,
    before: at > 0 ? items[at - 1] : undefined,
    after: at < 0 ? others[0] : items[at + 1],
  };
}

/** Opens what waits next, or the list where nothing does; but not under somebody who went elsewhere meanwhile. */
export function useOpenNext(): (actionId: string) => Promise<void> {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  return async (actionId) => {
    const { href } = router.state.location;
    const page: PendingPage = await queries
      .fetchQuery({
        queryKey: keyOf('GET /approvals', QUERY),
        queryFn: () => api('GET /approvals', QUERY),
        staleTime: 0,
      })
      .catch(() => ({ items: [] }));
    if (router.state.location.href !== href) return;
    const next = decidedOnThisPage.without(page).items.find((item) => item.actionId !== actionId);
    if (next) await navigate({ to: '/approvals/$actionId', params: { actionId: next.actionId } });
    else await navigate({ to: '/' });
  };
}

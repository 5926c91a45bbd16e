import { Link } from '@tanstack/react-router';
import { useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { Shown } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';

/** What waits for this person. */
export function ApprovalsPage() {
  const read = useRead('GET /approvals', {}, { every: 2_000 });
  return (
    <Page title="Waiting for you">
      {read.isPending ? <SkeletonRows /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data?.items.length === 0 ? <EmptyState icon="approvals" title="Nothing waits for you." /> : null}
      {read.data?.items.map(({ actionId, summary }) => (
        <Link key={actionId} to="/approvals/$actionId" params={{ actionId }}>
          <Shown text={summary} />
        </Link>
      ))}
    </Page>
  );
}

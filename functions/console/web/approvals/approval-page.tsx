import { useParams } from '@tanstack/react-router';
import { useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { Shown } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { sentenceOf } from './sentence.ts';

/** One approval. */
export function ApprovalPage() {
  const { actionId } = useParams({ from: '/approvals/$actionId' });
  const read = useRead('GET /approvals/{actionId}', { params: { actionId } }, { every: 2_000 });
  if (read.isError) return <ErrorState error={read.error} retry={() => void read.refetch()} />;
  if (!read.data) return <SkeletonRows count={3} height={160} />;
  const sentence = sentenceOf(read.data.capability, read.data.content);
  return (
    <Page title={<Shown text={sentence} />} name="Approval">
      …
    </Page>
  );
}

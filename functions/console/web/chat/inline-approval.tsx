import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ActionNow } from '#shared/routes/conversation-routes.ts';
import { useRead } from '../app/queries.ts';
import { ApprovalCard } from '../approvals/approval-card.tsx';
import { sentenceOf } from '../approvals/sentence.ts';
import { Shown } from '../ui/shown.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';

/** What an agent asked for in a conversation: its state, and while it waits the card itself, answered in place. */
export function InlineApproval({ action, mayDecide }: { action: ActionNow; mayDecide: boolean }) {
  const waits = action.state === 'pending' && mayDecide;
  // A card that was answered here stays, with what became of it.
  const [opened] = useState(waits);
  return (
    <section className="panel asked" aria-label={`Asked: ${action.summary}`}>
      <div className="over">
        <StateBadge state={action.state} />
        {mayDecide ? (
          <Link to="/approvals/$actionId" params={{ actionId: action.actionId }}>
            Open
          </Link>
        ) : null}
      </div>
      {waits || opened ? (
        <LiveCard actionId={action.actionId} />
      ) : (
        <p className="break">
          <Shown text={action.summary} />
        </p>
      )}
    </section>
  );
}

function LiveCard({ actionId }: { actionId: string }) {
  const every = (card: { state: string } | undefined) =>
    card === undefined || ['pending', 'approved', 'allowed'].includes(card.state) ? 1_500 : 15_000;
  const read = useRead('GET /approvals/{actionId}', { params: { actionId } }, { every });
  if (!read.data) return read.isError ? <ErrorState error={read.error} /> : <SkeletonRows count={1} height={220} />;
  return (
    <>
      <p className="break">
        <strong>
          <Shown text={sentenceOf(read.data.capability, read.data.content)} />
        </strong>
      </p>
      <ApprovalCard card={read.data} inline onDecided={() => undefined} />
    </>
  );
}

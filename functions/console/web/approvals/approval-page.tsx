import { Button, Group } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Card } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { Age } from '../ui/age.tsx';
import { Icon } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { Shown, Warning } from '../ui/shown.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { stateInWords } from '../ui/words.ts';
import { ApprovalCard } from './approval-card.tsx';
import { sentenceOf } from './sentence.ts';
import { useOpenNext, useQueue } from './use-queue.ts';

/** How often a card is read again, by its state: two people must see each other's decision within two seconds. */
const EVERY_MS: Record<string, number> = { pending: 1_500, approved: 1_000, allowed: 1_000, uncertain: 10_000 };

const everyOf = (card: Card | undefined): number => EVERY_MS[card?.state ?? 'pending'] ?? 15_000;

/** One approval: read, decided, and followed until it is settled. Links in emails lead here. */
export function ApprovalPage() {
  const { actionId } = useParams({ from: '/approvals/$actionId' });
  return <OneApproval key={actionId} actionId={actionId} />;
}

function OneApproval({ actionId }: { actionId: string }) {
  const read = useRead('GET /approvals/{actionId}', { params: { actionId } }, { every: everyOf });
  const openNext = useOpenNext();
  const navigate = useNavigate();
  const { toast } = useToasts();
  if (!read.data) {
    if (!read.isError) return <SkeletonRows count={3} height={160} />;
    return (
      <Page title="Approval">
        <ErrorState error={read.error} retry={() => void read.refetch()} />
      </Page>
    );
  }
  const card = read.data;
  const sentence = sentenceOf(card.capability, card.content);
  return (
    <Page title={<Shown text={sentence} />} name={stateInWords(card.state)}>
      <CardHead card={card} />
      {read.isError ? <Warning>The service is not reached right now. What you see may be out of date.</Warning> : null}
      <ApprovalCard
        card={card}
        onDecided={({ verdict, state }, { state: before }) => {
          if (before !== 'pending') return;
          const says = state === 'half' ? 'You agreed. Another person must agree too.' : DONE[verdict];
          const look = () => void navigate({ to: '/approvals/$actionId', params: { actionId } });
          toast({ says: `${says} ${sentence}`, action: { label: 'Look', run: look } });
          void openNext(actionId);
        }}
      />
    </Page>
  );
}

const DONE: Record<string, string> = {
  approve: 'Approved, being carried out:',
  reject: 'Rejected:',
  withdraw: 'Withdrawn:',
};

function CardHead({ card: { actionId, agent, createdAt, state } }: { card: Card }) {
  const { position, total, more, before, after } = useQueue(actionId);
  const navigate = useNavigate();
  const open = (item: { actionId: string } | undefined) => {
    if (item) void navigate({ to: '/approvals/$actionId', params: { actionId: item.actionId } });
  };
  useShortcuts('Between approvals', [
    { keys: 'j', label: 'The next one that waits', run: () => open(after) },
    { keys: 'k', label: 'The one before', run: () => open(before) },
    { keys: 'u', label: 'Back to the list', run: () => void navigate({ to: '/' }) },
  ]);
  return (
    <div className="card-head">
      <Group gap="xs">
        <StateBadge state={state} />
        <span className="break">
          <strong>
            <Shown text={agent.name} />
          </strong>{' '}
          asks · <Age since={createdAt} />
        </span>
      </Group>
      <nav className="queue" aria-label="What waits">
        <Link to="/">List</Link>
        {position ? <span className="quiet">{`${position} of ${total}${more ? '+' : ''}`}</span> : null}
        <Button
          size="compact-sm"
          variant="default"
          disabled={!after}
          rightSection={<Icon name="next" />}
          onClick={() => open(after)}
        >
          Next
        </Button>
      </nav>
    </div>
  );
}

import { Button, Group } from '@mantine/core';
import type { ActivityEntry, ActivityPage } from '#shared/routes/activity-routes.ts';
import { Shown } from '../ui/shown.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { outcomeInWords, ruleInWords, triggerInWords } from '../ui/words.ts';
import { ActionRow } from './action-row.tsx';

type ActionListProps = {
  read: { data?: ActivityPage | undefined; isPending: boolean; error: Error | null; refetch: () => unknown };
  isFirst: boolean;
  onPage: (before: string | undefined) => void;
};

/** Actions with their verdict, decision and outcome, newest first. */
export function ActionList({ read: { data, isPending, error, refetch }, isFirst, onPage }: ActionListProps) {
  return (
    <>
      {isPending ? <SkeletonRows /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? (
        <EmptyState icon="activity" title="Nothing yet.">
          <span>What agents ask to do is listed here, whatever becomes of it.</span>
        </EmptyState>
      ) : null}
      <ol className="waiting">
        {data?.items.map((entry) => (
          <Row key={entry.actionId} entry={entry} />
        ))}
      </ol>
      <Group mt="md">
        {isFirst ? null : (
          <Button variant="default" onClick={() => onPage(undefined)}>
            Newest
          </Button>
        )}
        {data?.next ? (
          <Button variant="default" onClick={() => onPage(data.next)}>
            Older
          </Button>
        ) : null}
      </Group>
    </>
  );
}

function Row({ entry }: { entry: ActivityEntry }) {
  const { trigger, state } = entry;
  return (
    <ActionRow {...entry} kind={trigger ? triggerInWords(trigger.kind) : ''}>
      <span className="below">
        <StateBadge state={state} />
        <span className="quiet">
          <Shown text={becauseOf(entry)} />
        </span>
      </span>
    </ActionRow>
  );
}

const DID: Record<string, string> = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' };

function becauseOf({ decision, verdict, rule, outcome, editedBy }: ActivityEntry): string {
  const who = decision
    ? `${DID[decision.verdict]} by ${decision.by}${decision.second ? ` and ${decision.second}` : ''}`
    : verdict === 'ask'
      ? ''
      : ruleInWords(rule).toLowerCase();
  const changed = editedBy ? `changed by ${editedBy}` : '';
  const how = outcome && outcome.code !== 'accepted' ? outcomeInWords(outcome.code) : '';
  return [who, changed, how].filter(Boolean).join(' · ');
}

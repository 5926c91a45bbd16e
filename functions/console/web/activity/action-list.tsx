import { Button, Group } from '@mantine/core';
import type { ActivityEntry, ActivityPage } from '#shared/routes/activity-routes.ts';
import { Searched } from '../ui/filters.tsx';
import { Shown } from '../ui/shown.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { outcomeInWords, ruleInWords, triggerInWords } from '../ui/words.ts';
import { ActionRow } from './action-row.tsx';
import type { ActivitySearch } from './activity-search.ts';

type ActionListProps = {
  read: { data?: ActivityPage | undefined; isPending: boolean; error: Error | null; refetch: () => unknown };
  search: ActivitySearch;
  onPage: (before: string | undefined) => void;
};

/** Actions with their verdict, decision and outcome, newest first. */
export function ActionList({ read: { data, isPending, error, refetch }, search, onPage }: ActionListProps) {
  return (
    <>
      {isPending ? <SkeletonRows /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {data?.items.length === 0 && !data.next ? <Nothing isFiltered={isFiltered(search)} /> : null}
      <ol className="waiting">
        {data?.items.map((entry) => (
          <Row key={entry.actionId} entry={entry} />
        ))}
      </ol>
      <Searched searched={data?.searched} found={data?.items.length ?? 0} />
      <Group mt="md">
        {search.before === undefined ? null : (
          <Button variant="default" onClick={() => onPage(undefined)}>
            Newest
          </Button>
        )}
        {data?.next ? (
          <Button variant="default" onClick={() => onPage(data.next)}>
            {data.searched === undefined ? 'Older' : 'Look further back'}
          </Button>
        ) : null}
      </Group>
    </>
  );
}

function isFiltered({ before, ...wanted }: ActivitySearch): boolean {
  return Object.values(wanted).some((one) => one !== undefined);
}

function Nothing({ isFiltered: looksForSomething }: { isFiltered: boolean }) {
  if (looksForSomething) return <EmptyState icon="search" title="There is nothing like this." />;
  return (
    <EmptyState icon="activity" title="Nothing yet.">
      <span>What agents ask to do is listed here, whatever becomes of it.</span>
    </EmptyState>
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

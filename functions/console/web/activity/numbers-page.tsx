import { Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { Shown, Warning } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { ActivityTabs } from './activity-tabs.tsx';
import { DaysChart } from './days-chart.tsx';
import { durationInWords } from './duration-in-words.ts';
import { TimesChart } from './times-chart.tsx';

/** How much agents ask, what becomes of it, how long people take, and whom it reaches. */
export function NumbersPage() {
  const [days, setDays] = useState('14');
  const [agentId, setAgentId] = useState<string | null>(null);
  const { data: agents } = useRead('GET /agents');
  const query = { days, agentId: agentId ?? undefined };
  const read = useRead('GET /activity/numbers', { query }, { every: 30_000, keep: true });
  return (
    <Page
      title="Numbers"
      actions={
        <Group gap="xs">
          <Select
            aria-label="Agent"
            placeholder="Every agent"
            clearable
            value={agentId}
            onChange={setAgentId}
            data={(agents?.agents ?? []).map((agent) => ({ value: agent.agentId, label: agent.name }))}
            w={190}
          />
          <Select
            aria-label="How far back"
            allowDeselect={false}
            value={days}
            onChange={(value) => setDays(value ?? '14')}
            data={['7', '14', '30', '90'].map((value) => ({ value, label: `${value} days` }))}
            w={120}
          />
        </Group>
      }
    >
      <ActivityTabs />
      {read.isPending ? <SkeletonRows count={3} height={160} /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data ? <Numbers numbers={read.data} /> : null}
    </Page>
  );
}

type ReadNumbers = NonNullable<ReturnType<typeof useRead<'GET /activity/numbers'>>['data']>;

function Numbers({ numbers: { partial, counted, days, decisions, recipients } }: { numbers: ReadNumbers }) {
  if (counted === 0) return <EmptyState icon="activity" title="Nothing in this time." />;
  const { decided, approved, within2Seconds, medianSeconds, p90Seconds } = decisions;
  return (
    <>
      {partial ? <Warning>{`There was more: these are the newest ${counted} actions.`}</Warning> : null}
      <section className="panel" aria-labelledby="days-heading">
        <h2 id="days-heading">By day</h2>
        <DaysChart days={days} />
      </section>
      <div className="tiles numbers">
        <Fact
          label="Decided by people"
          value={String(decided)}
          says={`${approved} approved, ${decided - approved} rejected`}
        />
        <Fact
          label="Time to a decision"
          value={medianSeconds === undefined ? '–' : durationInWords(medianSeconds)}
          says={p90Seconds === undefined ? 'Median' : `Median; nine of ten within ${durationInWords(p90Seconds)}`}
        />
        <Fact
          label="Decided within 2 seconds"
          value={String(within2Seconds)}
          says={within2Seconds > 0 ? 'Too quick to have read it' : 'Everybody took the time to read'}
        />
      </div>
      <section className="panel numbers" aria-labelledby="times-heading">
        <h2 id="times-heading">How long people took, at most</h2>
        {decided === 0 ? <p className="quiet">Nobody decided anything in this time.</p> : null}
        {decided > 0 ? <TimesChart times={decisions.times} /> : null}
      </section>
      <section className="panel" aria-labelledby="recipients-heading">
        <h2 id="recipients-heading">Whom it reaches most</h2>
        <ol className="bars">
          {recipients.slice(0, 10).map(({ recipient, count }) => (
            <li key={recipient}>
              <span className="break">
                <Shown text={recipient} />
              </span>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / (recipients[0]?.count ?? 1)} height="10" />
              </svg>
              <span>
                {count}
                <span className="unseen"> actions</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Fact({ label, value, says }: { label: string; value: string; says: string }) {
  return (
    <section className="panel fact">
      <h2>{label}</h2>
      <strong>{value}</strong>
      <p className="quiet">{says}</p>
    </section>
  );
}

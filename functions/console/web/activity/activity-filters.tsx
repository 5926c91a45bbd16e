import { AgentFilter, Filter, Filters, KindFilter } from '../ui/filters.tsx';
import { stateInWords } from '../ui/words.ts';
import type { ActivitySearch } from './activity-search.ts';

const STATES = [
  'pending',
  'approved',
  'executed',
  'rejected',
  'cancelled',
  'blocked',
  'failed',
  'uncertain',
  'allowed',
].map((value) => ({ value, label: stateInWords(value) }));
const TIMES = [
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
];

type Props = { search: ActivitySearch; onChange: (search: ActivitySearch) => void; withAgent?: boolean };

/** Which actions: of whom, of what kind, how they stand, and since when. Another choice begins at the newest again. */
export function ActivityFilters({ search, onChange, withAgent = false }: Props) {
  const change = (part: ActivitySearch) => onChange({ ...search, before: undefined, ...part });
  return (
    <Filters>
      {withAgent ? <AgentFilter value={search.agentId} onChange={(agentId) => change({ agentId })} /> : null}
      <KindFilter value={search.capability} onChange={(capability) => change({ capability })} />
      <Filter
        label="How it stands"
        all="Any state"
        options={STATES}
        value={search.state}
        onChange={(state) => change({ state })}
      />
      <Filter
        label="When"
        all="At any time"
        options={TIMES}
        value={search.days}
        onChange={(days) => change({ days })}
      />
    </Filters>
  );
}

import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead } from '../app/queries.ts';
import { capabilityInWords } from './words.ts';

/** Narrow a list: what is asked of the API, so it is over everything and not over the page that is seen. */
export function Filters({ children }: { children: ReactNode }) {
  return <div className="filters">{children}</div>;
}

type FilterProps = {
  label: string;
  /** What is shown while nothing is chosen. */
  all: string;
  options: { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

export function Filter({ label, all, options, value, onChange }: FilterProps) {
  return (
    <Select
      aria-label={label}
      placeholder={all}
      clearable
      data={options}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

type ChoiceProps = Pick<FilterProps, 'value' | 'onChange'>;

/** Of those that this person decides for; one that an address names and that is not among them is shown by its id. */
export function AgentFilter({ value, onChange }: ChoiceProps) {
  const { data } = useRead('GET /agents');
  const agents = (data?.agents ?? []).filter(({ level }) => level === 'owner' || level === 'edit');
  const options = agents.map(({ agentId, name }) => ({ value: agentId, label: name }));
  const isKnown = value === undefined || options.some((option) => option.value === value);
  return (
    <Filter
      label="Agent"
      all="Every agent"
      options={isKnown ? options : [...options, { value, label: value }]}
      {...{ value, onChange }}
    />
  );
}

const KINDS = ['send_email', 'send_sms', 'make_call', 'http_request', 'use_tool'];

export function KindFilter({ value, onChange }: ChoiceProps) {
  const options = KINDS.map((kind) => ({ value: kind, label: capabilityInWords(kind) }));
  return <Filter label="Kind" all="Every kind" {...{ options, value, onChange }} />;
}

/** Where the search ended before the page was full: nobody takes it for all there is. */
export function Searched({ searched, found }: { searched: number | undefined; found: number }) {
  if (searched === undefined) return null;
  return (
    <p className="quiet" role="status">
      {`${found === 0 ? 'Nothing like this' : 'No more than these'} among the ${searched.toLocaleString()} that were looked through so far.`}
    </p>
  );
}

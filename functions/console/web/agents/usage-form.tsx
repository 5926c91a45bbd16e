import {
  Button,
  Checkbox,
  CloseButton,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import type { CapabilitySettings, Hours, Limits, Window } from './capability-settings.ts';
import { DAYS } from './week.ts';
import { WeekGrid } from './week-grid.tsx';

type Change = (part: Partial<CapabilitySettings>) => void;

const BEYOND = [
  { value: 'ask', label: 'is asked about' },
  { value: 'block', label: 'is blocked' },
];
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const LIMITS = [
  ['perHour', 'In an hour'],
  ['perDay', 'In a day'],
  ['perRecipientPerDay', 'To one recipient in a day'],
] as const;

/** How often a capability may be used. */
export function LimitsForm({ value, onChange }: { value: CapabilitySettings; onChange: Change }) {
  const { limits } = value;
  const set = (part: Partial<Limits>) => {
    const next = { timeZone: zone(), beyond: 'ask' as const, ...limits, ...part };
    onChange({ limits: next });
  };
  return (
    <Stack gap="sm">
      <Switch
        label="Limit how often"
        checked={limits !== undefined}
        onChange={(event) => (event.currentTarget.checked ? set({ perDay: 100 }) : onChange({ limits: undefined }))}
      />
      {limits ? (
        <Group className="fields nested" align="flex-end">
          {LIMITS.map(([field, label]) => (
            <NumberInput
              key={field}
              label={label}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              hideControls
              placeholder="any number"
              value={limits[field] ?? ''}
              onChange={(count) => set({ [field]: typeof count === 'number' ? count : undefined })}
            />
          ))}
          <NativeSelect
            label="What is beyond"
            value={limits.beyond}
            data={BEYOND}
            onChange={(event) => set({ beyond: event.currentTarget.value as Limits['beyond'] })}
          />
        </Group>
      ) : null}
    </Stack>
  );
}

/** When a capability may be used: windows of the week, in a grid by the hour, and in fields by the minute. */
export function HoursForm({ value, onChange }: { value: CapabilitySettings; onChange: Change }) {
  const { hours } = value;
  const set = (part: Partial<Hours>) => {
    const usual = { timeZone: zone(), outside: 'ask' as const, windows: [OFFICE] };
    onChange({ hours: { ...usual, ...hours, ...part } });
  };
  const [isToTheMinute] = useState(() => hours?.windows.some(({ from, to }) => !/:00$/.test(from) || !/:00$/.test(to)));
  return (
    <Stack gap="sm">
      <Switch
        label="Only at certain hours"
        checked={hours !== undefined}
        onChange={(event) => (event.currentTarget.checked ? set({}) : onChange({ hours: undefined }))}
      />
      {hours ? (
        <Stack className="nested" gap="sm">
          <WeekGrid windows={hours.windows} onChange={(windows) => set({ windows })} />
          <details open={isToTheMinute}>
            <summary>Hours to the minute</summary>
            <Stack gap="sm" mt="xs">
              {hours.windows.map((window, index) => (
                <WindowRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a window has no other name than its place
                  key={index}
                  window={window}
                  onChange={(changed) => set({ windows: hours.windows.with(index, changed) })}
                  {...(hours.windows.length > 1
                    ? { onRemove: () => set({ windows: hours.windows.toSpliced(index, 1) }) }
                    : {})}
                />
              ))}
              <Group>
                <Button variant="default" onClick={() => set({ windows: [...hours.windows, OFFICE] })}>
                  Add hours
                </Button>
              </Group>
            </Stack>
          </details>
          <Group className="fields" align="flex-end">
            <TextInput
              label="Time zone"
              value={hours.timeZone}
              onChange={(event) => set({ timeZone: event.currentTarget.value })}
            />
            <NativeSelect
              label="At other times it"
              value={hours.outside}
              data={BEYOND}
              onChange={(event) => set({ outside: event.currentTarget.value as Hours['outside'] })}
            />
          </Group>
        </Stack>
      ) : null}
    </Stack>
  );
}

const OFFICE: Window = { days: DAYS.slice(0, 5), from: '09:00', to: '17:00' };

type RowProps = { window: Window; onChange: (window: Window) => void; onRemove?: () => void };

function WindowRow({ window, onChange, onRemove }: RowProps) {
  const { days, from, to } = window;
  const toggle = (day: string, on: boolean) =>
    onChange({ ...window, days: DAYS.filter((each) => (each === day ? on : days.includes(each))) });
  return (
    <Group gap="sm" align="flex-end">
      <Checkbox.Group label="On" value={days}>
        <Group gap="xs">
          {DAYS.map((day) => (
            <Checkbox
              key={day}
              value={day}
              label={`${day[0]?.toUpperCase()}${day.slice(1)}`}
              onChange={(event) => toggle(day, event.currentTarget.checked)}
            />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput
        type="time"
        label="from"
        value={from}
        onChange={(event) => onChange({ ...window, from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label="to"
        value={to === '24:00' ? '00:00' : to}
        onChange={(event) => {
          const end = event.currentTarget.value;
          onChange({ ...window, to: end === '00:00' ? '24:00' : end });
        }}
      />
      {onRemove ? <CloseButton aria-label={`Remove ${from} to ${to}`} onClick={onRemove} /> : <Text />}
    </Group>
  );
}

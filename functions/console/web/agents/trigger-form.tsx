import { JsonInput, NativeSelect, Stack, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useChange } from '../app/queries.ts';
import { SaveBar } from '../ui/saved.tsx';
import type { Trigger } from './triggers-page.tsx';

type Fields = {
  type: Trigger['type'];
  name: string;
  trusted: boolean;
  paused: boolean;
  localPart: string;
  senders: string[];
  allowUnauthenticated: boolean;
  expression: string;
  timeZone: string;
  task: string;
  pattern: string;
};

const EXAMPLE_PATTERN = { source: ['shop.orders'], 'detail-type': ['order.returned'] };

function fieldsOf(trigger: Trigger | undefined): Fields {
  const { senders, pattern, ...known } = (trigger ?? {}) as Partial<Fields> & { senders?: unknown; pattern?: unknown };
  return {
    ...{ type: 'webhook', name: '', trusted: true, paused: false, localPart: '', allowUnauthenticated: false },
    ...{ expression: 'cron(0 9 ? * MON-FRI *)', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, task: '' },
    ...known,
    senders: Array.isArray(senders) ? senders : [],
    pattern: JSON.stringify(pattern ?? EXAMPLE_PATTERN, null, 2),
  };
}

type Props = { agentId: string; trigger: Trigger | undefined; onDone: (secret: string | undefined) => void };

/** A new trigger, or the settings of one: its type stays. */
export function TriggerForm({ agentId, trigger, onDone }: Props) {
  const [fields, setFields] = useState(() => fieldsOf(trigger));
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  const refresh = ['GET /agents/{agentId}/triggers'] as const;
  const make = useChange('POST /agents/{agentId}/triggers', { refresh: [...refresh] });
  const change = useChange('PUT /triggers/{triggerId}', { refresh: [...refresh] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = bodyOf(fields);
    if (!trigger) {
      make.mutate({ params: { agentId }, body }, { onSuccess: ({ secret }) => onDone(secret) });
      return;
    }
    const { triggerId, version } = trigger;
    change.mutate({ params: { triggerId }, body: { ...body, version } }, { onSuccess: () => onDone(undefined) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {trigger ? null : (
          <NativeSelect
            data-autofocus
            label="It is started by"
            value={fields.type}
            data={[
              { value: 'webhook', label: 'a signed request (webhook)' },
              { value: 'email', label: 'an email' },
              { value: 'schedule', label: 'the clock' },
              { value: 'event', label: 'an event on the bus' },
            ]}
            onChange={(event) => set({ type: event.currentTarget.value as Fields['type'] })}
          />
        )}
        <TextInput
          required
          label="Name"
          maxLength={200}
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <OwnFields fields={fields} set={set} />
        <Switch
          label="Trusted"
          description="What an untrusted trigger starts asks about everything that it would have been allowed."
          checked={fields.trusted}
          onChange={(event) => set({ trusted: event.currentTarget.checked })}
        />
        <Switch
          label="Paused"
          checked={fields.paused}
          onChange={(event) => set({ paused: event.currentTarget.checked })}
        />
        <SaveBar
          changed={fields.name.trim() !== ''}
          busy={make.isPending || change.isPending}
          error={make.error ?? change.error}
          label={trigger ? 'Save' : 'Add it'}
          onReset={() => setFields(fieldsOf(trigger))}
        />
      </Stack>
    </form>
  );
}

type OwnProps = { fields: Fields; set: (part: Partial<Fields>) => void };

function OwnFields({ fields, set }: OwnProps) {
  if (fields.type === 'email') return <EmailFields fields={fields} set={set} />;
  if (fields.type === 'schedule') return <ScheduleFields fields={fields} set={set} />;
  if (fields.type === 'webhook') return null;
  return (
    <JsonInput
      className="code"
      label="Pattern of the event (as EventBridge reads it)"
      autosize
      minRows={5}
      validationError="This is no JSON yet."
      value={fields.pattern}
      onChange={(pattern) => set({ pattern })}
    />
  );
}

function EmailFields({ fields, set }: OwnProps) {
  return (
    <>
      <TextInput
        required
        label="Address, before the @"
        value={fields.localPart}
        onChange={(event) => set({ localPart: event.currentTarget.value })}
      />
      <TagsInput
        label="Who may write"
        description="Addresses, domains (acme.com), *.acme.com. Without any: anyone. Press Enter after each."
        value={fields.senders}
        onChange={(senders) => set({ senders })}
      />
      <Switch
        label="Take mail that proves nothing about its sender"
        description="What it starts is never trusted."
        checked={fields.allowUnauthenticated}
        onChange={(event) => set({ allowUnauthenticated: event.currentTarget.checked })}
      />
    </>
  );
}

function ScheduleFields({ fields, set }: OwnProps) {
  return (
    <>
      <TextInput
        required
        label="When"
        description="cron(0 9 ? * MON-FRI *), rate(2 hours) or at(2026-12-24T09:00:00)"
        value={fields.expression}
        onChange={(event) => set({ expression: event.currentTarget.value })}
      />
      <TextInput
        required
        label="Time zone"
        value={fields.timeZone}
        onChange={(event) => set({ timeZone: event.currentTarget.value })}
      />
      <Textarea
        label="What it is to do then"
        autosize
        minRows={2}
        maxLength={4_000}
        value={fields.task}
        onChange={(event) => set({ task: event.currentTarget.value })}
      />
    </>
  );
}

/** Only what belongs to the type: the API takes nothing else. */
function bodyOf(fields: Fields): Record<string, unknown> {
  const { type, name, trusted, paused } = fields;
  const common = { type, name, trusted, paused };
  const { localPart, senders, allowUnauthenticated, expression, timeZone, task, pattern } = fields;
  switch (type) {
    case 'webhook':
      return common;
    case 'email':
      return { ...common, localPart, senders: senders.length > 0 ? senders : 'anyone', allowUnauthenticated };
    case 'schedule':
      return { ...common, expression, timeZone, task };
    case 'event':
      return { ...common, pattern: jsonOr(pattern) };
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

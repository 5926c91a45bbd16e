import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { Age } from '../ui/age.tsx';
import { ConfirmTyped } from '../ui/confirm-typed.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { CopyButton, SecretOnce } from '../ui/secret-once.tsx';
import { Shown } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { AgentFrame } from './agent-frame.tsx';
import { Part } from './agent-settings-page.tsx';
import { TriggerForm } from './trigger-form.tsx';

export type Trigger = Replies['GET /triggers/{triggerId}'];

const TYPES: Record<Trigger['type'], string> = {
  webhook: 'Webhook',
  email: 'Email',
  schedule: 'Schedule',
  event: 'Event',
};

/** What starts an agent. */
export function TriggersPage() {
  return <AgentFrame name="Triggers">{({ agentId }) => <Triggers agentId={agentId} />}</AgentFrame>;
}

function Triggers({ agentId }: { agentId: string }) {
  const read = useRead('GET /agents/{agentId}/triggers', { params: { agentId } });
  const [editing, setEditing] = useState<Trigger | 'new'>();
  const [secret, setSecret] = useState<string>();
  const done = (made: string | undefined) => {
    setEditing(undefined);
    setSecret(made);
  };
  return (
    <Stack>
      <Group justify="space-between">
        <Part title="What starts it">And chat, which is always open to who may use the agent.</Part>
        <Button leftSection={<Icon name="plus" />} onClick={() => setEditing('new')}>
          Add a trigger
        </Button>
      </Group>
      {secret ? (
        <SecretOnce label="What senders sign with" secret={secret} onDone={() => setSecret(undefined)} />
      ) : null}
      {read.isPending ? <SkeletonRows count={2} height={120} /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data?.triggers.length === 0 ? <EmptyState icon="bolt" title="Nothing starts it but a chat." /> : null}
      {read.data?.triggers.map((trigger) => (
        <TriggerPanel
          key={trigger.triggerId}
          {...{ trigger, onSecret: setSecret }}
          onEdit={() => setEditing(trigger)}
        />
      ))}
      <Dialog
        opened={editing !== undefined}
        onClose={() => setEditing(undefined)}
        title={editing === 'new' ? 'New trigger' : 'Change the trigger'}
        size="lg"
      >
        {editing ? (
          <TriggerForm agentId={agentId} trigger={editing === 'new' ? undefined : editing} onDone={done} />
        ) : null}
      </Dialog>
    </Stack>
  );
}

type PanelProps = { trigger: Trigger; onEdit: () => void; onSecret: (secret: string) => void };

function TriggerPanel({ trigger, onEdit, onSecret }: PanelProps) {
  const { triggerId, name, type, paused, trusted } = trigger;
  const [deleting, setDeleting] = useState(false);
  const { toast } = useToasts();
  const refresh = ['GET /agents/{agentId}/triggers', 'GET /triggers/{triggerId}/runs'] as const;
  const test = useChange('POST /triggers/{triggerId}/test', { refresh: [...refresh] });
  const rotate = useChange('POST /triggers/{triggerId}/secret', { refresh: [...refresh] });
  const remove = useChange('DELETE /triggers/{triggerId}', { refresh: [...refresh] });
  const params = { triggerId };
  const error = test.error ?? rotate.error ?? remove.error;
  return (
    <section className="panel" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <Text fw={600} className="break">
              <Shown text={name} />
            </Text>
            <Badge variant="light">{TYPES[type]}</Badge>
            {paused ? <Badge color="care">Paused</Badge> : null}
            {trusted ? null : (
              <Badge color="gray" variant="light">
                Not trusted: it asks about everything
              </Badge>
            )}
          </Group>
          <Button size="xs" variant="default" onClick={onEdit}>
            Change
            <span className="unseen"> {name}</span>
          </Button>
        </Group>
        <Address trigger={trigger} />
        {error ? <ErrorState error={error} /> : null}
        <Group gap="xs">
          <Button
            size="xs"
            variant="light"
            loading={test.isPending}
            onClick={() =>
              test.mutate({ params, body: {} }, { onSuccess: () => toast({ says: 'The agent was started' }) })
            }
          >
            Send a test
          </Button>
          {type === 'webhook' ? (
            <Button
              size="xs"
              variant="default"
              loading={rotate.isPending}
              onClick={() => rotate.mutate({ params, body: {} }, { onSuccess: ({ secret }) => onSecret(secret) })}
            >
              New secret
            </Button>
          ) : null}
          <Button size="xs" variant="default" onClick={() => setDeleting(true)}>
            Remove
          </Button>
        </Group>
        <Runs triggerId={triggerId} />
      </Stack>
      <ConfirmTyped
        {...{ opened: deleting, onClose: () => setDeleting(false), title: 'Remove this trigger?', word: name }}
        action="Remove it"
        onConfirm={() => remove.mutateAsync({ params }).catch(() => setDeleting(false))}
      >
        <Text>It starts nothing any more. What it started goes on.</Text>
      </ConfirmTyped>
    </section>
  );
}

function Address({ trigger }: { trigger: Trigger }) {
  switch (trigger.type) {
    case 'webhook':
      return <Copied label="Signed requests go to" text={trigger.url} />;
    case 'email':
      return <Copied label="Mail goes to" text={trigger.address} />;
    case 'schedule':
      return (
        <Text size="sm">
          <code>{trigger.expression}</code> ({trigger.timeZone}).{' '}
          {trigger.nextRuns.length > 0 ? 'Next: ' : 'It will not run again.'}
          {trigger.nextRuns
            .slice(0, 3)
            .map((at) => new Date(at).toLocaleString())
            .join(' · ')}
        </Text>
      );
    case 'event':
      return <Code block>{JSON.stringify(trigger.pattern, null, 2)}</Code>;
  }
}

function Copied({ label, text }: { label: string; text: string }) {
  return (
    <Group gap="xs">
      <Text size="sm">{label}</Text>
      <Code className="break">{text}</Code>
      <CopyButton text={text} />
    </Group>
  );
}

/** What it started last, and what it refused and why. */
function Runs({ triggerId }: { triggerId: string }) {
  const { data } = useRead('GET /triggers/{triggerId}/runs', { params: { triggerId } }, { every: 5_000 });
  if (!data || data.runs.length + data.refusals.length === 0) return null;
  return (
    <details>
      <summary>
        {data.refusals.length === 0 ? 'What it started last' : 'What it started last, and what was refused and why'}
      </summary>
      <ul className="plain lately">
        {data.runs.map(({ conversationId, at, test }) => (
          <li key={`${conversationId} ${at}`}>
            <Link to="/conversations/$conversationId" params={{ conversationId }}>
              {test ? 'A test, ' : 'Started '}
              <Age since={at} />
            </Link>
          </li>
        ))}
        {data.refusals.map(({ reason, text, times, lastAt }) => (
          <li key={`${reason} ${lastAt}`}>
            {times === 1 ? 'Refused once' : `Refused at least ${times} times`}, last <Age since={lastAt} />:{' '}
            <Shown text={text} />
          </li>
        ))}
      </ul>
    </details>
  );
}

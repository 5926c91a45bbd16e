import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { Age } from '../ui/age.tsx';
import { SaveBar } from '../ui/saved.tsx';
import { SecretOnce } from '../ui/secret-once.tsx';
import { Shown } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { Part } from './agent-settings-page.tsx';

type Stored = Replies['GET /agents/{agentId}/callback'];

/** Where an agent built elsewhere is told how its actions ended, and what did not arrive there. */
export function CallbackPart({ agentId }: { agentId: string }) {
  const read = useRead('GET /agents/{agentId}/callback', { params: { agentId } });
  if (read.data) return <CallbackForm agentId={agentId} stored={read.data} />;
  if (read.isError) return <ErrorState error={read.error} retry={() => void read.refetch()} />;
  return <SkeletonRows count={1} height={220} />;
}

function CallbackForm({ agentId, stored }: { agentId: string; stored: Stored }) {
  const draft = useDraft({ url: stored.url ?? '', enabled: stored.url === undefined || stored.enabled });
  const [secret, setSecret] = useState<string>();
  const save = useChange('PUT /agents/{agentId}/callback', { refresh: ['GET /agents/{agentId}/callback'] });
  const send = (newSecret: boolean) => {
    const done = (reply: { secret?: string | undefined }) => {
      draft.reset();
      setSecret(reply.secret);
    };
    const body = newSecret && stored.url ? { url: stored.url, enabled: stored.enabled, newSecret } : draft.value;
    save.mutate({ params: { agentId }, body }, { onSuccess: done });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  return (
    <form onSubmit={submit} className="panel">
      <Stack>
        <Part title="Callback">
          Called, signed as Standard Webhooks say, when an action has ended. Without it, the program asks.
        </Part>
        {secret ? (
          <SecretOnce label="What callbacks are signed with" secret={secret} onDone={() => setSecret(undefined)} />
        ) : null}
        <TextInput
          required
          type="url"
          label="Address"
          placeholder="https://example.com/countersign"
          value={draft.value.url}
          onChange={(event) => draft.change({ url: event.currentTarget.value })}
        />
        <Group justify="space-between">
          <Switch
            label="Call it"
            checked={draft.value.enabled}
            onChange={(event) => draft.change({ enabled: event.currentTarget.checked })}
          />
          {stored.url ? (
            <Button size="xs" variant="default" disabled={draft.isChanged || save.isPending} onClick={() => send(true)}>
              New secret
            </Button>
          ) : null}
        </Group>
        {stored.url ? <Failures failures={stored.failures} /> : null}
        <SaveBar changed={draft.isChanged} busy={save.isPending} error={save.error} onReset={draft.reset} />
      </Stack>
    </form>
  );
}

function Failures({ failures }: Pick<Stored, 'failures'>) {
  if (failures.length === 0) return <p className="quiet">Everything arrived in the last 30 days.</p>;
  return (
    <details open>
      <summary>{`${failures.length} that did not arrive lately`}</summary>
      <ul className="plain failures">
        {failures.map(({ at, actionId, code, givenUp }) => (
          <li key={`${at} ${actionId}`} className="break">
            <Age since={at} /> · <code>{<Shown text={code} />}</code> ·{' '}
            <Link to="/approvals/$actionId" params={{ actionId }}>
              {actionId}
            </Link>
            {givenUp ? ' · given up' : ' · tried again later'}
          </li>
        ))}
      </ul>
    </details>
  );
}

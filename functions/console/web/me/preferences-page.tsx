import { Checkbox, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { Part } from '../agents/agent-settings-page.tsx';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { Page } from '../ui/page.tsx';
import { SaveBar } from '../ui/saved.tsx';
import { Shown, Warning } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';

type Me = Replies['GET /me'];

/** How this person is told of what waits. */
export function PreferencesPage() {
  const read = useRead('GET /me');
  return (
    <Page title="Your notifications">
      {read.isPending ? <SkeletonRows count={2} height={140} /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data ? <Form me={read.data} /> : null}
    </Page>
  );
}

function Form({ me }: { me: Me }) {
  const { emailNotices, mutedAgents, standIn, unreachable } = me;
  const draft = useDraft({ emailNotices, mutedAgents, standIn });
  const { data: agents } = useRead('GET /agents');
  const { toast } = useToasts();
  const save = useChange('PUT /me/preferences', { refresh: ['GET /me'] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = () => {
      draft.reset();
      toast({ says: 'Saved' });
    };
    save.mutate({ body: draft.value }, { onSuccess: done });
  };
  const { value } = draft;
  const mute = (agentId: string, on: boolean) => {
    const others = value.mutedAgents.filter((each) => each !== agentId);
    draft.change({ mutedAgents: on ? [...others, agentId] : others });
  };
  return (
    <form onSubmit={submit} className="panel">
      <Stack gap="lg">
        {unreachable ? (
          <Warning>Emails do not reach you. Save this page once your mailbox takes mail again.</Warning>
        ) : null}
        <Part title="Emails">The bell here always rings. Of emails you get at most one in five minutes.</Part>
        <Switch
          label="Send me an email when something waits for me"
          checked={value.emailNotices}
          onChange={(event) => draft.change({ emailNotices: event.currentTarget.checked })}
        />
        <Part title="Muted agents">Whoever else answers for them is told instead.</Part>
        <Stack gap="xs">
          {agents?.agents.map(({ agentId, name }) => (
            <Checkbox
              key={agentId}
              label={<Shown text={name} />}
              checked={value.mutedAgents.includes(agentId)}
              onChange={(event) => mute(agentId, event.currentTarget.checked)}
            />
          ))}
        </Stack>
        <StandIn value={value.standIn} myId={me.personId} onChange={(changed) => draft.change({ standIn: changed })} />
        <SaveBar
          changed={draft.isChanged || unreachable !== null}
          busy={save.isPending}
          error={save.error}
          onReset={draft.reset}
        />
      </Stack>
    </form>
  );
}

type StandInProps = { value: Me['standIn']; myId: string; onChange: (standIn: Me['standIn']) => void };

/** Who is told while this person is away. */
function StandIn({ value, myId, onChange }: StandInProps) {
  const { data } = useRead('GET /people');
  const people = (data?.people ?? []).filter(({ personId }) => personId !== myId);
  const begin = () => ({
    personId: people[0]?.personId ?? '',
    from: new Date().toISOString(),
    until: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  });
  return (
    <Stack gap="sm">
      <Part title="Out of office">Somebody else is told for a while. They must have rights on the agent.</Part>
      <Switch
        label="Somebody stands in for me"
        checked={value !== null}
        disabled={people.length === 0}
        onChange={(event) => onChange(event.currentTarget.checked ? begin() : null)}
      />
      {people.length === 0 ? <Text size="sm">There is nobody else in the workspace.</Text> : null}
      {value ? (
        <div className="tiles nested">
          <NativeSelect
            label="Who"
            value={value.personId}
            data={people.map(({ personId, name }) => ({ value: personId, label: name }))}
            onChange={(event) => onChange({ ...value, personId: event.currentTarget.value })}
          />
          <When label="From" value={value.from} onChange={(from) => onChange({ ...value, from })} />
          <When label="Until" value={value.until} onChange={(until) => onChange({ ...value, until })} />
        </div>
      ) : null}
    </Stack>
  );
}

/** A time on the clock of this person; stored as UTC. */
function When({ label, value, onChange }: { label: string; value: string; onChange: (at: string) => void }) {
  const at = new Date(value);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={local}
      onChange={(event) => {
        const chosen = new Date(event.currentTarget.value);
        if (!Number.isNaN(chosen.getTime())) onChange(chosen.toISOString());
      }}
    />
  );
}

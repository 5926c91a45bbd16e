import { Button, CloseButton, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useChange, useRead } from '../app/queries.ts';
import { SaveBar } from '../ui/saved.tsx';
import { Shown, Warning } from '../ui/shown.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { AgentFrame, type AgentView } from './agent-frame.tsx';
import { Part } from './agent-settings-page.tsx';

type Settings = NonNullable<AgentView['settings']>;

const LEVELS = [
  { value: 'owner', label: 'Owner' },
  { value: 'edit', label: 'Editor' },
  { value: 'use', label: 'User' },
];

export function AccessPage() {
  return (
    <AgentFrame name="Access">
      {(agent) => (agent.settings ? <Access agent={agent} settings={agent.settings} /> : null)}
    </AgentFrame>
  );
}

type AccessProps = { agent: AgentView; settings: Settings };

/** With the names of all people, since who is named stands there by name. */
function Access(props: AccessProps) {
  const { data, isError } = useRead('GET /people');
  return data || isError ? <AccessForm {...props} people={data?.people ?? []} /> : <SkeletonRows count={4} />;
}

type People = { people: { personId: string; name: string }[] };

function AccessForm({ agent, settings, people }: AccessProps & People) {
  const { agentId, version, teamId } = agent;
  const draft = useDraft({ access: settings.access, defaultAccess: settings.defaultAccess });
  const nameOf = (id: string) => people.find(({ personId }) => personId === id)?.name ?? id;
  const { toast } = useToasts();
  const save = useChange('PUT /agents/{agentId}/access', { refresh: ['GET /agents/{agentId}', 'GET /agents'] });
  const { access, defaultAccess } = draft.value;
  const set = (personId: string, level: string | undefined) => {
    const { [personId]: _, ...others } = access;
    draft.change({ access: (level ? { ...others, [personId]: level } : others) as Settings['access'] });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { access, defaultAccess, version };
    const saved = () => {
      draft.reset();
      toast({ says: 'Saved' });
    };
    save.mutate({ params: { agentId }, body }, { onSuccess: saved });
  };
  const hasOwner = Object.values(access).includes('owner');
  return (
    <form onSubmit={submit} className="panel">
      <Stack>
        <Part title="Who may do what">
          Owners are told of what waits, decide, and change everything; editors decide and change settings; users chat
          with it. Admins of the workspace, and of the agent's team, own it anyway.
        </Part>
        {hasOwner ? null : <Warning>It has no owner: admins are told of what waits.</Warning>}
        <ul className="plain members">
          {Object.entries(access).map(([personId, level]) => (
            <li key={personId}>
              <span className="break">
                <Shown text={nameOf(personId)} />
              </span>
              <NativeSelect
                aria-label={`Level of ${nameOf(personId)}`}
                value={level}
                data={LEVELS}
                onChange={(event) => set(personId, event.currentTarget.value)}
              />
              <CloseButton aria-label={`Take away from ${nameOf(personId)}`} onClick={() => set(personId, undefined)} />
            </li>
          ))}
        </ul>
        <AddPerson
          people={people.filter(({ personId }) => !(personId in access))}
          onAdd={(personId) => set(personId, 'use')}
        />
        <NativeSelect
          label={teamId ? 'Everybody else in its team' : 'Everybody else in the workspace, but guests'}
          value={defaultAccess}
          data={[{ value: 'none', label: 'Nothing' }, ...LEVELS]}
          onChange={(event) => draft.change({ defaultAccess: event.currentTarget.value as Settings['defaultAccess'] })}
        />
        <SaveBar changed={draft.isChanged} busy={save.isPending} error={save.error} onReset={draft.reset} />
      </Stack>
    </form>
  );
}

function AddPerson(props: People & { onAdd: (personId: string) => void }) {
  const [chosen, setChosen] = useState('');
  const add = () => {
    props.onAdd(chosen);
    setChosen('');
  };
  if (props.people.length === 0) return <Text size="sm">Everybody in the workspace is named.</Text>;
  return (
    <Group className="fields" align="flex-end">
      <NativeSelect
        label="Add a person"
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: '', label: 'Choose …' },
          ...props.people.map(({ personId, name }) => ({ value: personId, label: name })),
        ]}
      />
      <Button variant="default" disabled={chosen === ''} onClick={add}>
        Add
      </Button>
    </Group>
  );
}

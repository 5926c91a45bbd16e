import { Button, CloseButton, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Part } from '../agents/agent-settings-page.tsx';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { ConfirmTyped } from '../ui/confirm-typed.tsx';
import { Page } from '../ui/page.tsx';
import { Shown } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { type Toggles, TogglesForm } from '../workspace/toggles-form.tsx';

type Team = Replies['GET /teams/{teamId}'];

const ROLES = [
  { value: 'member', label: 'Member' },
  { value: 'guest', label: 'Guest' },
  { value: 'admin', label: 'Admin of the team' },
];

export function TeamPage() {
  const { teamId = '' } = useParams({ strict: false });
  const read = useRead('GET /teams/{teamId}', { params: { teamId } });
  const { data: me } = useRead('GET /me');
  const people = useRead('GET /people');
  if (read.isError && !read.data) return <ErrorState error={read.error} retry={() => void read.refetch()} />;
  // All at once: what came later would move what is being read.
  if (!read.data || !me || people.isPending) return <SkeletonRows count={3} height={120} />;
  const team = read.data;
  const isAdmin = me.role === 'admin';
  const manages = isAdmin || team.role === 'admin';
  return (
    <Page title={<Shown text={team.name} />} name={team.name}>
      <Stack gap="xl">
        <Members team={team} manages={manages} />
        <section className="panel">
          <Stack gap="sm">
            <Part title="Agents" />
            {team.agents.length === 0 ? <Text c="dimmed">No agent belongs to it.</Text> : null}
            <ul>
              {team.agents.map(({ agentId, name }) => (
                <li key={agentId}>
                  <Link to="/agents/$agentId" params={{ agentId }}>
                    <Shown text={name} />
                  </Link>
                </li>
              ))}
            </ul>
          </Stack>
        </section>
        {manages ? <TeamToggles team={team} /> : null}
        {isAdmin ? <DeleteTeam team={team} /> : null}
      </Stack>
    </Page>
  );
}

function Members({ team, manages }: { team: Team; manages: boolean }) {
  const { teamId } = team;
  const { data } = useRead('GET /people');
  const refresh = ['GET /teams/{teamId}', 'GET /teams'] as const;
  const put = useChange('PUT /teams/{teamId}/members/{personId}', { refresh: [...refresh] });
  const remove = useChange('DELETE /teams/{teamId}/members/{personId}', { refresh: [...refresh] });
  const [chosen, setChosen] = useState('');
  const others = (data?.people ?? []).filter(({ personId }) => !team.members.some((one) => one.personId === personId));
  const error = put.error ?? remove.error;
  const set = (personId: string, role: string) => put.mutate({ params: { teamId, personId }, body: { role } });
  const add = () => {
    set(chosen, 'member');
    setChosen('');
  };
  return (
    <section className="panel">
      <Stack gap="sm">
        <Part title="Who is in it" />
        {error ? <ErrorState error={error} /> : null}
        <ul className="plain members">
          {team.members.map(({ personId, name, role }) => (
            <li key={personId}>
              <span className="break">
                <Shown text={name} />
              </span>
              {manages ? (
                <>
                  <NativeSelect
                    aria-label={`Role of ${name} in this team`}
                    value={role}
                    data={ROLES}
                    onChange={(event) => set(personId, event.currentTarget.value)}
                  />
                  <CloseButton
                    aria-label={`Take ${name} out of the team`}
                    onClick={() => remove.mutate({ params: { teamId, personId } })}
                  />
                </>
              ) : (
                <Text c="dimmed">{role}</Text>
              )}
            </li>
          ))}
        </ul>
        {manages && others.length > 0 ? (
          <Group className="fields" align="flex-end">
            <NativeSelect
              label="Add a person"
              value={chosen}
              data={[
                { value: '', label: 'Choose …' },
                ...others.map(({ personId, name }) => ({ value: personId, label: name })),
              ]}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
            <Button variant="default" disabled={chosen === ''} onClick={add}>
              Add
            </Button>
          </Group>
        ) : null}
      </Stack>
    </section>
  );
}

function TeamToggles({ team }: { team: Team }) {
  const { teamId, capabilities, settingsVersion } = team;
  const { toast } = useToasts();
  const save = useChange('PUT /teams/{teamId}/capabilities', { refresh: ['GET /teams/{teamId}'] });
  const onSave = (changed: Toggles) =>
    save
      .mutateAsync({ params: { teamId }, body: { capabilities: changed, settingsVersion } })
      .then(() => toast({ says: 'Saved' }));
  return (
    <section className="panel">
      <Stack gap="sm">
        <Part title="What its agents may do">
          Off blocks it, whatever an agent's own settings say. On: an agent without settings for it may use it, and asks
          before everything.
        </Part>
        <TogglesForm stored={capabilities} onSave={onSave} error={save.error} busy={save.isPending} />
      </Stack>
    </section>
  );
}

function DeleteTeam({ team }: { team: Team }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useChange('DELETE /teams/{teamId}', { refresh: ['GET /teams'] });
  return (
    <section className="panel">
      <Group justify="space-between">
        <Text size="sm">A team without agents can be deleted.</Text>
        <Button variant="default" onClick={() => setAsking(true)}>
          Delete the team
        </Button>
      </Group>
      {remove.isError ? <ErrorState error={remove.error} /> : null}
      <ConfirmTyped
        {...{ opened: asking, onClose: () => setAsking(false), title: 'Delete this team?', word: team.name }}
        action="Delete it"
        onConfirm={() =>
          remove
            .mutateAsync({ params: { teamId: team.teamId } })
            .then(() => navigate({ to: '/people' }))
            .catch(() => setAsking(false))
        }
      >
        <Text>Its people stay in the workspace.</Text>
      </ConfirmTyped>
    </section>
  );
}

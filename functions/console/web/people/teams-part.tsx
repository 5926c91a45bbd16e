import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Part } from '../agents/agent-settings-page.tsx';
import { useChange, useRead } from '../app/queries.ts';
import { Shown } from '../ui/shown.tsx';
import { ErrorState } from '../ui/states.tsx';

/** The teams that this person is in, or all of them for an admin. */
export function TeamsPart({ isAdmin }: { isAdmin: boolean }) {
  const { data } = useRead('GET /teams');
  const [name, setName] = useState('');
  const make = useChange('POST /teams', { refresh: ['GET /teams'] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ body: { name } }, { onSuccess: () => setName('') });
  };
  return (
    <section>
      <Stack gap="sm">
        <Part title="Teams">A team has its own agents, people and toggles. Its admins own its agents.</Part>
        <div className="tiles">
          {data?.teams.map(({ teamId, name: label, role }) => (
            <Link key={teamId} className="panel tile" to="/teams/$teamId" params={{ teamId }}>
              <Text component="span" fw={600} className="break">
                <Shown text={label} />
              </Text>
              {role ? <Badge variant="light">{role}</Badge> : null}
            </Link>
          ))}
        </div>
        {data?.teams.length === 0 ? (
          <Text c="dimmed">{isAdmin ? 'There is none yet.' : 'You are in none.'}</Text>
        ) : null}
        {isAdmin ? (
          <form onSubmit={submit}>
            <Group className="fields" align="flex-end">
              <TextInput
                required
                label="Name of a new team"
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" variant="light" loading={make.isPending} disabled={name.trim() === ''}>
                Make a team
              </Button>
            </Group>
            {make.isError ? <ErrorState error={make.error} /> : null}
          </form>
        ) : null}
      </Stack>
    </section>
  );
}

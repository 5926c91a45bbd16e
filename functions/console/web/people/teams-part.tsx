import { Badge, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Part } from '../agents/agent-settings-page.tsx';
import { useChange, useRead } from '../app/queries.ts';
import { NameForm } from '../ui/name-form.tsx';
import { Shown } from '../ui/shown.tsx';

/** The teams that this person is in, or all of them for an admin. */
export function TeamsPart({ isAdmin }: { isAdmin: boolean }) {
  const { data } = useRead('GET /teams');
  const make = useChange('POST /teams', { refresh: ['GET /teams'] });
  const onMake = (name: string, clear: () => void) => make.mutate({ body: { name } }, { onSuccess: clear });
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
        {isAdmin ? <NameForm label="Name of a new team" action="Make a team" onMake={onMake} making={make} /> : null}
      </Stack>
    </section>
  );
}

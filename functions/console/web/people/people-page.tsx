import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { ConfirmTyped } from '../ui/confirm-typed.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { Shown } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { TeamsPart } from './teams-part.tsx';

type Person = Replies['GET /people']['people'][number];

const ROLES = [
  { value: 'member', label: 'Member' },
  { value: 'guest', label: 'Guest' },
  { value: 'admin', label: 'Admin' },
];
const ROLES_SAY = 'Admins own everything; guests get only what they are given.';

/** Who is in the workspace, and in which teams. */
export function PeoplePage() {
  const read = useRead('GET /people');
  const me = useRead('GET /me');
  const teams = useRead('GET /teams');
  const [inviting, setInviting] = useState(false);
  const isAdmin = me.data?.role === 'admin';
  // All at once: what came later would move what is being read.
  const isPending = read.isPending || me.isPending || teams.isPending;
  return (
    <Page
      title="People and teams"
      actions={
        isAdmin ? (
          <Button leftSection={<Icon name="plus" />} onClick={() => setInviting(true)}>
            Invite somebody
          </Button>
        ) : null
      }
    >
      <Stack gap="xl">
        {isPending ? <SkeletonRows count={3} height={48} /> : null}
        {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
        {read.data?.people.length === 0 ? <EmptyState icon="people" title="Nobody is here yet." /> : null}
        {read.data && !isPending ? (
          <PeopleTable people={read.data.people} isAdmin={isAdmin} myId={me.data?.personId ?? ''} />
        ) : null}
        {isPending ? null : <TeamsPart isAdmin={isAdmin} />}
      </Stack>
      <Dialog opened={inviting} onClose={() => setInviting(false)} title="Invite somebody">
        {inviting ? <InviteForm onDone={() => setInviting(false)} /> : null}
      </Dialog>
    </Page>
  );
}

function PeopleTable({ people, isAdmin, myId }: { people: Person[]; isAdmin: boolean; myId: string }) {
  const [removing, setRemoving] = useState<Person>();
  const { toast } = useToasts();
  const role = useChange('PUT /people/{personId}', { refresh: ['GET /people'] });
  const remove = useChange('DELETE /people/{personId}', { refresh: ['GET /people'] });
  const error = role.error ?? remove.error;
  return (
    <section className="panel">
      {error ? <ErrorState error={error} /> : null}
      {isAdmin ? <p className="quiet">{ROLES_SAY}</p> : null}
      <ul className="plain members">
        {people.map((person) => (
          <li key={person.personId}>
            <div>
              <Shown text={person.name} />
              {person.personId === myId ? (
                <Text component="span" c="dimmed">
                  {' (you)'}
                </Text>
              ) : null}
              {person.email ? (
                <Text size="sm" c="dimmed" className="break">
                  <Shown text={person.email} />
                </Text>
              ) : null}
            </div>
            {isAdmin ? (
              <>
                <NativeSelect
                  aria-label={`Role of ${person.name}`}
                  value={person.role ?? 'member'}
                  data={ROLES}
                  onChange={(event) =>
                    role.mutate(
                      { params: { personId: person.personId }, body: { role: event.currentTarget.value } },
                      { onSuccess: () => toast({ says: 'Saved' }) },
                    )
                  }
                />
                <Button size="xs" variant="default" onClick={() => setRemoving(person)}>
                  Remove
                  <span className="unseen"> {person.name}</span>
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <ConfirmTyped
        {...{ opened: removing !== undefined, onClose: () => setRemoving(undefined), word: removing?.name ?? '' }}
        title="Remove this person?"
        action="Remove"
        onConfirm={() =>
          remove
            .mutateAsync({ params: { personId: removing?.personId ?? '' } })
            .then(() => toast({ says: `${removing?.name} is removed` }))
            .catch(() => undefined)
            .then(() => setRemoving(undefined))
        }
      >
        <Text>From the next moment on they may do nothing here, and they cannot sign in. What they decided stays.</Text>
      </ConfirmTyped>
    </section>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const [fields, setFields] = useState({ email: '', name: '', role: 'member' });
  const { toast } = useToasts();
  const invite = useChange('POST /people', { refresh: ['GET /people'] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = () => {
      toast({ says: `${fields.email} is invited` });
      onDone();
    };
    invite.mutate({ body: fields }, { onSuccess: done });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          data-autofocus
          required
          type="email"
          label="Email address"
          value={fields.email}
          onChange={(event) => setFields({ ...fields, email: event.currentTarget.value })}
        />
        <TextInput
          required
          label="Name"
          maxLength={80}
          value={fields.name}
          onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Role"
          description={ROLES_SAY}
          value={fields.role}
          data={ROLES}
          onChange={(event) => setFields({ ...fields, role: event.currentTarget.value })}
        />
        {invite.isError ? <ErrorState error={invite.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={invite.isPending}>
            Invite
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

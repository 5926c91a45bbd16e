import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ErrorState } from '../ui/states.tsx';
import { Brand } from './brand.tsx';
import { useChange } from './queries.ts';
import { useSignIn } from './services.ts';

/** What somebody sees who signed in and is no member: nobody invited them yet, or the workspace is to be set up first. */
export function NotAMember() {
  const signIn = useSignIn();
  return (
    <main className="alone">
      <title>You are not a member · Countersign</title>
      <Paper withBorder p="xl" radius="lg">
        <Stack gap="md">
          <Brand />
          <Title order={1} size="h3">
            You are not a member of this workspace
          </Title>
          <Text>Ask an admin to invite you, with the address that you signed in with.</Text>
          <Group>
            <Button variant="default" onClick={() => void signIn.end()}>
              Sign out
            </Button>
          </Group>
        </Stack>
      </Paper>
      <Paper withBorder p="xl" radius="lg" mt="md">
        <SetUp />
      </Paper>
    </main>
  );
}

/** Once for each deployment, by whoever it names; the API refuses everybody else. */
function SetUp() {
  const [name, setName] = useState('');
  const queries = useQueryClient();
  const found = useChange('POST /workspace');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Not before it is done: who is still no member keeps what they typed.
    found.mutate({ body: { name: name.trim() } }, { onSuccess: () => void queries.invalidateQueries() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Title order={2} size="h4">
          Was it deployed just now?
        </Title>
        <Text size="sm">
          Then set it up, once: whoever signs in with the address that the deployment names (
          <code>firstAdminEmail</code>) becomes its first admin.
        </Text>
        <TextInput
          required
          label="Your name"
          description="As colleagues see it beside what you decide."
          autoComplete="name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {found.isError ? <ErrorState error={found.error} /> : null}
        <Group>
          <Button type="submit" loading={found.isPending} disabled={name.trim() === ''}>
            Set up the workspace
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

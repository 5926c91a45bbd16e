import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { Brand } from './brand.tsx';
import type { SignIn } from './sign-in.ts';

/** What somebody sees who is not signed in. */
export function SignInPage({ title, help, begin }: { title: string; help?: string; begin?: SignIn['begin'] }) {
  return (
    <main className="alone">
      <Paper withBorder p="xl" radius="lg">
        <Stack gap="md" align="flex-start">
          <Brand />
          <Title order={1} size="h3">
            {title}
          </Title>
          <Text c="dimmed">{help ?? 'Sign in to see what waits for your approval.'}</Text>
          {begin ? <Button onClick={() => void begin()}>Sign in</Button> : null}
        </Stack>
      </Paper>
    </main>
  );
}

import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refused } from '../app/api-client.ts';
import { useSignIn } from '../app/services.ts';
import { Icon, type IconName } from './icons.tsx';
import { type Explained, explain } from './problem-words.ts';
import { Shown } from './shown.tsx';

/** There is nothing here, why, and what to do. */
export function EmptyState({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="panel empty">
      <Icon name={icon} />
      <Text fw={600}>{title}</Text>
      {children}
    </div>
  );
}

/** What went wrong and what to do about it: the answer to a read that was refused. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  return <Notice notice={noticeOf(error)} {...(retry ? { retry } : {})} />;
}

export function noticeOf(error: unknown): Explained {
  return explain(error instanceof Refused ? error.problem : { code: 'UNEXPECTED', status: 500 });
}

/** A refusal in words, with the button that helps where there is one. */
export function Notice({ notice, retry }: { notice: Explained; retry?: () => void }) {
  const signIn = useSignIn();
  return (
    <Alert color="no" variant="light" title={<Shown text={notice.title} />} icon={<Icon name="warning" />} role="alert">
      <Stack gap="xs" align="flex-start">
        <span>{notice.what}</span>
        <Group gap="xs">
          {notice.signIn ? (
            <Button size="xs" variant="default" onClick={() => void signIn.begin()}>
              Sign in again
            </Button>
          ) : null}
          {retry && notice.retry ? (
            <Button size="xs" variant="default" onClick={retry}>
              Try again
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Alert>
  );
}

/** The outline of a list while it is on its way. */
export function SkeletonRows({ count = 4, height = 76 }: { count?: number; height?: number }) {
  return (
    <Stack gap="sm" aria-hidden="true" data-skeleton>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  );
}

import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Icon } from './icons.tsx';
import { useToasts } from './toasts.tsx';

/** A secret that the API says once: to be copied now. */
export function SecretOnce({ label, secret, onDone }: { label: string; secret: string; onDone: () => void }) {
  return (
    <Alert color="care" variant="light" title={label} icon={<Icon name="warning" />} role="status">
      <Stack gap="xs">
        <Text size="sm">Copy it now. It is shown this once and can only be replaced later.</Text>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Code className="break">{secret}</Code>
        </Group>
        <Group gap="xs">
          <CopyButton text={secret} />
          <Button size="xs" variant="default" onClick={onDone}>
            I have it
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** Copies a text, and says so; where the browser does not let it, the text stands there to be marked. */
export function CopyButton({
  text,
  what = '',
}: {
  text: string /** Said to who cannot see where it stands. */;
  what?: string;
}) {
  const [copied, setCopied] = useState(false);
  const { announce, toast } = useToasts();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce('Copied');
    } catch {
      toast({ says: 'This browser does not let pages copy. Mark the text and copy it yourself.', kind: 'trouble' });
    }
  };
  return (
    <Button size="xs" variant="light" leftSection={<Icon name="copy" />} onClick={() => void copy()}>
      {copied ? 'Copied' : 'Copy'}
      {what ? <span className="unseen"> {what}</span> : null}
    </Button>
  );
}

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog.tsx';

type ConfirmTypedProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** Typed exactly, so that it is no slip of the mouse. */
  word: string;
  action: string;
  onConfirm: (typed: string) => Promise<unknown>;
};

/** Asks a person to type what they are about to stop or delete. */
export function ConfirmTyped({ opened, onClose, title, ...rest }: ConfirmTypedProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      {opened ? <TypedForm onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

function TypedForm({ onClose, children, word, action, onConfirm }: Omit<ConfirmTypedProps, 'opened' | 'title'>) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await onConfirm(typed).finally(() => setBusy(false));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === word) void confirm();
      }}
    >
      <Stack>
        {children}
        <TextInput
          data-autofocus
          label={
            <>
              Type <strong>{word}</strong> to go on
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {typed !== '' && typed !== word ? 'That is not it yet.' : ' '}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="no" disabled={typed !== word} loading={busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { ErrorState } from './states.tsx';

type SaveBarProps = {
  /** What is on the page differs from what is stored. */
  changed: boolean;
  busy: boolean;
  error: unknown;
  onReset: () => void;
  /** What stands on the button. */
  label?: string;
};

/** The end of a form: what became of saving it, and its two buttons. */
export function SaveBar({ changed, busy, error, onReset, label = 'Save' }: SaveBarProps) {
  return (
    <>
      {error ? <ErrorState error={error} /> : null}
      <Group justify="flex-end" className="save-bar">
        <Text size="sm" c="dimmed" aria-live="polite">
          {changed ? 'Not saved yet' : ''}
        </Text>
        <Button variant="default" disabled={!changed || busy} onClick={onReset}>
          Undo
        </Button>
        <Button type="submit" disabled={!changed} loading={busy}>
          {label}
        </Button>
      </Group>
    </>
  );
}

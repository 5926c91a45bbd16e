import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Card } from '../app/api-types.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Warning } from '../ui/shown.tsx';

type SendAgainProps = { card: Card; busy: boolean; onConfirm: () => void };

/** A new approval of the same content, with what it may cause said before. */
export function SendAgain({ card: { mayArriveTwice, state }, busy, onConfirm }: SendAgainProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => setOpened(true)}>
        Send again
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title="Send it again?">
        <Stack>
          {mayArriveTwice || state === 'uncertain' ? (
            <Warning>It may have been done already, and would then be done twice. Look first, if you can.</Warning>
          ) : (
            <Text>The service refused it. Nothing was done so far.</Text>
          )}
          <Text>It is the same content, approved once more by you.</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <Button
              color="yes"
              data-autofocus
              onClick={() => {
                setOpened(false);
                onConfirm();
              }}
            >
              Approve and send again
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}

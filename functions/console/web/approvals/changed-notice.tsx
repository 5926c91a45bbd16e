import { Alert, Button, Stack } from '@mantine/core';
import { Icon } from '../ui/icons.tsx';

/** The card was drawn anew under the eyes of its reader, who must not approve what they have not seen. */
export function ChangedNotice({ onRead }: { onRead: () => void }) {
  return (
    <Alert
      color="care"
      variant="light"
      title="This changed while you were reading"
      icon={<Icon name="warning" />}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        Read what it says now, then decide on that.
        <Button size="xs" variant="default" onClick={onRead}>
          I read what it says now
        </Button>
      </Stack>
    </Alert>
  );
}

import { Button, Text } from '@mantine/core';
import { EmptyState } from '../ui/states.tsx';

/** A page's script did not arrive, since the connection is lost or a newer release took its place; or it has a fault. */
export function LoadFailed() {
  return (
    <EmptyState icon="warning" title="This page could not be shown">
      <Text c="dimmed">Nothing was changed. A newer version may be there: reload to get it.</Text>
      <Button variant="default" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </EmptyState>
  );
}

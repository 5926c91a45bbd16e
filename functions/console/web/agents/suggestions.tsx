import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRead } from '../app/queries.ts';
import { Shown } from '../ui/shown.tsx';
import { Part } from './agent-settings-page.tsx';

/** What people always approved: each opens the form with the change in it, and is saved by a person or not at all. */
export function Suggestions({ agentId }: { agentId: string }) {
  const { data } = useRead('GET /agents/{agentId}/suggestions', { params: { agentId } });
  if (!data || data.suggestions.length === 0) return null;
  return (
    <section className="panel">
      <Stack gap="sm">
        <Part title="You could ask less">Nothing is changed until you have looked at it and saved it.</Part>
        {data.suggestions.map(({ capability, entry, says }) => (
          <Group key={`${capability} ${entry}`} justify="space-between" wrap="nowrap">
            <Text className="break">
              <Shown text={says} />
            </Text>
            <Link
              to="/agents/$agentId/capabilities/$capability"
              params={{ agentId, capability }}
              search={{ suggested: entry }}
            >
              <Button component="span" variant="default" size="xs">
                Look at it
              </Button>
            </Link>
          </Group>
        ))}
      </Stack>
    </section>
  );
}

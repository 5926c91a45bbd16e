import { Button, Group } from '@mantine/core';
import type { Card } from '../app/api-types.ts';
import { useChange } from '../app/queries.ts';
import { ErrorState } from '../ui/states.tsx';

/** "I checked": the two things that somebody may have found; the third answer is to send it again. */
export function UncertainAnswers({ card: { actionId, agent, history } }: { card: Card }) {
  const resolve = useChange('POST /approvals/{actionId}/resolution', { refresh: ['GET /approvals/{actionId}'] });
  const row = history.findLast(({ state }) => state === 'uncertain');
  if (!row) return null;
  const answer = (said: 'sent' | 'not_sent') => {
    const shown = { agentId: agent.agentId, round: row.round, v: row.v };
    resolve.mutate({ params: { actionId }, body: { said, shown } });
  };
  return (
    <>
      <Group gap="xs">
        <Button variant="light" color="yes" disabled={resolve.isPending} onClick={() => answer('sent')}>
          I checked: it was done
        </Button>
        <Button variant="light" color="no" disabled={resolve.isPending} onClick={() => answer('not_sent')}>
          I checked: it was not done
        </Button>
      </Group>
      {resolve.isError ? <ErrorState error={resolve.error} /> : null}
    </>
  );
}

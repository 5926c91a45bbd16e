import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange } from '../app/queries.ts';
import { Shown, Warning } from '../ui/shown.tsx';
import { ErrorState } from '../ui/states.tsx';
import { verdictInWords } from '../ui/words.ts';
import { Part } from './agent-settings-page.tsx';
import type { Rehearsed } from './rehearsal.tsx';
import { Verdict } from './verdict.tsx';

/**
 * What the agent really asked for lately, judged by the settings as they stand in the form. `atOnce`: what a suggestion
 * would change is seen without another press.
 */
export function Replay({ agentId, capability, draft, atOnce }: Rehearsed & { atOnce: boolean }) {
  const replay = useChange('POST /agents/{agentId}/capabilities/{capability}/replay');
  const { data } = replay;
  const [judged, setJudged] = useState('');
  const run = () => {
    setJudged(JSON.stringify(draft));
    replay.mutate({ params: { agentId, capability }, body: { settings: draft, last: 100 } });
  };
  const first = useRef(atOnce ? run : undefined);
  useEffect(() => {
    first.current?.();
    first.current = undefined;
  }, []);
  return (
    <Stack gap="sm">
      <Part title="Replay">The last 100 real ones, judged by the settings of the form: what would change?</Part>
      <Group>
        <Button variant="light" loading={replay.isPending} onClick={run}>
          Replay
        </Button>
        <Text size="sm" aria-live="polite">
          {data ? countsInWords(data) : ''}
        </Text>
      </Group>
      {replay.isError ? <ErrorState error={replay.error} /> : null}
      {data && judged !== JSON.stringify(draft) ? <Outdated /> : null}
      {data && data.contradictions > 0 ? (
        <Warning>
          {`${data.contradictions} of them would be allowed though a person rejected, withdrew or changed them.`}
        </Warning>
      ) : null}
      {data && data.actions.length > 0 ? <Replayed actions={data.actions} /> : null}
    </Stack>
  );
}

type Reply = Replies['POST /agents/{agentId}/capabilities/{capability}/replay'];

function countsInWords({ judged, counts: { allow, ask, block } }: Reply): string {
  if (judged === 0) return 'It has asked for nothing like this yet.';
  return `Of ${judged}: ${allow} allowed, ${ask} asked, ${block} blocked`;
}

/** A verdict is of the settings that were judged, and not of what stands in the form by now. */
export function Outdated() {
  return <p className="quiet">The form was changed since: this is what it said before.</p>;
}

type Actions = Replies['POST /agents/{agentId}/capabilities/{capability}/replay']['actions'];

function Replayed({ actions }: { actions: Actions }) {
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What it asked for</Table.Th>
            <Table.Th>Then</Table.Th>
            <Table.Th>With this</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {actions.slice(0, 50).map(({ actionId, summary, was, person, verdict, contradicts }) => (
            <Table.Tr key={actionId} data-contradicts={contradicts}>
              <Table.Td className="break">
                <Link to="/approvals/$actionId" params={{ actionId }}>
                  <Shown text={summary} />
                </Link>
              </Table.Td>
              <Table.Td>
                {verdictInWords(was)}
                {person ? `, a person ${person}` : ''}
              </Table.Td>
              <Table.Td>
                <Verdict verdict={verdict} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

import { Badge, Button, Group, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange } from '../app/queries.ts';
import { Shown, Warning } from '../ui/shown.tsx';
import { ErrorState } from '../ui/states.tsx';
import { verdictInWords } from '../ui/words.ts';
import { Part } from './agent-settings-page.tsx';

type Draft = Record<string, unknown>;
type Props = { agentId: string; capability: string; draft: Draft /** Of a custom tool: its name. */; tool?: string };

const COLOR: Record<string, string> = { allow: 'yes', ask: 'care', block: 'no' };

function Verdict({ verdict }: { verdict: string }) {
  return <Badge color={COLOR[verdict] ?? 'gray'}>{verdictInWords(verdict)}</Badge>;
}

/** An example, judged by the settings as they stand in the form. */
export function TryIt({ agentId, capability, draft, tool }: Props) {
  const attempt = useChange('POST /agents/{agentId}/capabilities/{capability}/try');
  const [to, setTo] = useState('');
  const [more, setMore] = useState(capability === 'use_tool' ? '{}' : '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const example = exampleOf(capability, to, more);
    const action = tool === undefined ? example : { tool, input: example };
    attempt.mutate({ params: { agentId, capability }, body: { action, settings: draft } });
  };
  const { data } = attempt;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Part title="Try it">What would happen with the settings above? Nothing is sent, counted or stored.</Part>
        <Group className="fields" align="flex-end">
          {capability === 'http_request' ? (
            <TextInput
              label="Request"
              placeholder="POST https://api.acme.com/v1/refunds"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          ) : capability === 'use_tool' ? (
            <Textarea
              label="Input (JSON)"
              autosize
              value={more}
              onChange={(event) => setMore(event.currentTarget.value)}
            />
          ) : (
            <>
              <TextInput
                label={capability === 'send_email' ? 'To' : 'Number'}
                {...(capability === 'send_email' ? { description: 'Several, with commas between them' } : {})}
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
              {capability === 'send_email' ? (
                <TextInput
                  label="Blind copy to"
                  value={more}
                  onChange={(event) => setMore(event.currentTarget.value)}
                />
              ) : null}
            </>
          )}
          <Button type="submit" variant="light" loading={attempt.isPending}>
            Judge it
          </Button>
        </Group>
        <div aria-live="polite">
          {attempt.isError ? <ErrorState error={attempt.error} /> : null}
          {data ? <Judged judged={data} /> : null}
        </div>
      </Stack>
    </form>
  );
}

function Judged({ judged }: { judged: Replies['POST /agents/{agentId}/capabilities/{capability}/try'] }) {
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Verdict verdict={judged.verdict} />
        <Text>
          <Shown text={judged.says} />
        </Text>
      </Group>
      <ul className="reasons">
        {judged.reasons.map((reason) => (
          <li key={`${reason.field} ${reason.recipient} ${reason.rule}`}>
            <Verdict verdict={reason.verdict} />{' '}
            <span className="break">
              <Shown text={reason.says} />
            </span>
          </li>
        ))}
      </ul>
      {judged.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
    </Stack>
  );
}

/** The example as the capability takes it; what the person left out is filled in. */
function exampleOf(capability: string, to: string, more: string): Record<string, unknown> {
  const split = (text: string) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  switch (capability) {
    case 'send_email':
      return { to: split(to), ...(more ? { bcc: split(more) } : {}), subject: 'An example', text: 'An example.' };
    case 'send_sms':
      return { to: to.trim(), text: 'An example.' };
    case 'make_call':
      return { to: to.trim(), text: 'An example.', voiceId: 'AMY' };
    case 'http_request': {
      const [, method = 'GET', url = to.trim()] = /^([A-Z]+)\s+(\S+)$/.exec(to.trim()) ?? [];
      return { method, url };
    }
    default:
      return jsonOr(more);
  }
}

function jsonOr(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return { notJson: text };
  }
}

/** What the agent really asked for lately, judged by the settings as they stand in the form. */
export function Replay({ agentId, capability, draft }: Props) {
  const replay = useChange('POST /agents/{agentId}/capabilities/{capability}/replay');
  const { data } = replay;
  const run = () => replay.mutate({ params: { agentId, capability }, body: { settings: draft, last: 100 } });
  return (
    <Stack gap="sm">
      <Part title="Replay">The last 100 real ones, judged by the settings above: what would change?</Part>
      <Group>
        <Button variant="light" loading={replay.isPending} onClick={run}>
          Replay
        </Button>
        {data ? (
          <Text size="sm" aria-live="polite">
            Of {data.judged}: {data.counts.allow} allowed, {data.counts.ask} asked, {data.counts.block} blocked
          </Text>
        ) : null}
      </Group>
      {replay.isError ? <ErrorState error={replay.error} /> : null}
      {data && data.contradictions > 0 ? (
        <Warning>
          {`${data.contradictions} of them would be allowed though a person rejected, withdrew or changed them.`}
        </Warning>
      ) : null}
      {data && data.actions.length > 0 ? <Replayed actions={data.actions} /> : null}
    </Stack>
  );
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

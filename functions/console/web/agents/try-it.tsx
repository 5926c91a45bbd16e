import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange } from '../app/queries.ts';
import { Shown } from '../ui/shown.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Part } from './agent-settings-page.tsx';
import { exampleOf } from './example-of.ts';
import type { Rehearsed } from './rehearsal.tsx';
import { Outdated } from './replay.tsx';
import { Verdict } from './verdict.tsx';

/** An example, judged by the settings as they stand in the form. */
export function TryIt({ agentId, capability, draft, tool }: Rehearsed) {
  const attempt = useChange('POST /agents/{agentId}/capabilities/{capability}/try');
  const [to, setTo] = useState('');
  const [more, setMore] = useState(capability === 'use_tool' ? '{}' : '');
  const [tainted, setTainted] = useState(false);
  const [at, setAt] = useState('');
  const [judged, setJudged] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const example = exampleOf(capability, to, more);
    const action = tool === undefined ? example : { tool, input: example };
    const when = draft.hours && at ? { at: new Date(at).toISOString() } : {};
    setJudged(JSON.stringify(draft));
    attempt.mutate({ params: { agentId, capability }, body: { action, settings: draft, tainted, ...when } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Part title="Try it">What would happen with the settings of the form? Nothing is sent, counted or stored.</Part>
        <Fields {...{ capability, to, setTo, more, setMore }} />
        {draft.hours ? (
          <TextInput
            type="datetime-local"
            label="As if it were asked for"
            description="Empty: now. In your own time zone."
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        ) : null}
        <Checkbox
          label="As if somebody untrusted had started it"
          checked={tainted}
          onChange={(event) => setTainted(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" variant="light" loading={attempt.isPending}>
            Judge it
          </Button>
        </Group>
        <div aria-live="polite">
          {attempt.isError ? <ErrorState error={attempt.error} /> : null}
          {attempt.data && judged !== JSON.stringify(draft) ? <Outdated /> : null}
          {attempt.data ? <Judged judged={attempt.data} /> : null}
        </div>
      </Stack>
    </form>
  );
}

type FieldsProps = {
  capability: string;
  to: string;
  setTo: (to: string) => void;
  more: string;
  setMore: (more: string) => void;
};

function Fields({ capability, to, setTo, more, setMore }: FieldsProps) {
  const first = {
    value: to,
    onChange: (event: { currentTarget: { value: string } }) => setTo(event.currentTarget.value),
  };
  const second = {
    ...{ value: more, onChange: (event: { currentTarget: { value: string } }) => setMore(event.currentTarget.value) },
  };
  switch (capability) {
    case 'http_request':
      return <TextInput label="Request" placeholder="POST https://api.acme.com/v1/refunds" {...first} />;
    case 'use_tool':
      return <Textarea label="Input (JSON)" className="code" autosize minRows={3} {...second} />;
    case 'send_email':
      return (
        <>
          <TextInput label="To" description="Several, with commas between them" {...first} />
          <TextInput label="Blind copy to" {...second} />
        </>
      );
    default:
      return <TextInput label="Number" {...first} />;
  }
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

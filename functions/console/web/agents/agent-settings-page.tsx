import { NativeSelect, Stack, Switch, TagsInput, Text, Textarea, TextInput, Title } from '@mantine/core';
import type { FormEvent } from 'react';
import { useChange, useRead } from '../app/queries.ts';
import { SaveBar } from '../ui/saved.tsx';
import { Shown } from '../ui/shown.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { AgentFrame, type AgentView, atLeast } from './agent-frame.tsx';
import { Brakes } from './brakes.tsx';
import { ModelField } from './model-field.tsx';
import { Versions } from './versions.tsx';

/** What an agent is called and told, what it thinks with, and how it is stopped. */
export function AgentSettingsPage() {
  return (
    <AgentFrame name="Settings">
      {(agent) =>
        agent.settings ? (
          <Stack gap="xl">
            <SettingsForm agent={agent} settings={agent.settings} />
            <Brakes agent={agent} />
            <Versions agentId={agent.agentId} />
          </Stack>
        ) : (
          <Text>
            Your level on this agent is <strong>{agent.level}</strong>. Its owners and editors see its settings.
          </Text>
        )
      }
    </AgentFrame>
  );
}

type Settings = NonNullable<AgentView['settings']>;

function SettingsForm({ agent, settings }: { agent: AgentView; settings: Settings }) {
  const { agentId, name, teamId, paused, version } = agent;
  const { instructions, model, chatPersonDecides, rejectReasons } = settings;
  const draft = useDraft({
    ...{ name, instructions, model, teamId: teamId ?? null, paused, chatPersonDecides, rejectReasons },
  });
  const { data: teams } = useRead('GET /teams');
  const { toast } = useToasts();
  const save = useChange('PUT /agents/{agentId}', { refresh: ['GET /agents/{agentId}', 'GET /agents'] });
  const owns = atLeast(agent.level, 'owner');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { params: { agentId }, body: { ...draft.value, version } },
      {
        onSuccess: () => {
          draft.reset();
          toast({ says: 'Saved' });
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="panel">
      <Stack>
        <TextInput
          required
          label="Name"
          maxLength={80}
          value={draft.value.name}
          onChange={(event) => draft.change({ name: event.currentTarget.value })}
        />
        <Textarea
          label="Instructions"
          description="What the agent is for. Rules about what it may do stand under Capabilities, and no words here can change them."
          autosize
          minRows={4}
          maxRows={18}
          maxLength={20_000}
          value={draft.value.instructions}
          onChange={(event) => draft.change({ instructions: event.currentTarget.value })}
        />
        <ModelField value={draft.value.model} onChange={(changed) => draft.change({ model: changed })} />
        <NativeSelect
          label="Team"
          disabled={!owns}
          {...(owns ? {} : { description: 'Owners can move it.' })}
          value={draft.value.teamId ?? ''}
          onChange={(event) => draft.change({ teamId: event.currentTarget.value || null })}
          data={[
            { value: '', label: 'None: the whole workspace' },
            ...(teams?.teams ?? []).map((team) => ({ value: team.teamId, label: team.name })),
          ]}
        />
        <Switch
          label="Paused"
          description="Nothing starts it, and all that it asks for is blocked."
          checked={draft.value.paused}
          onChange={(event) => draft.change({ paused: event.currentTarget.checked })}
        />
        <Switch
          label="Whoever chats with it may decide what it asks for in that chat"
          disabled={!owns}
          checked={draft.value.chatPersonDecides}
          onChange={(event) => draft.change({ chatPersonDecides: event.currentTarget.checked })}
        />
        <TagsInput
          label="Reasons offered when something is rejected"
          description="Press Enter after each. Without any, the usual ones are offered."
          maxTags={10}
          value={draft.value.rejectReasons}
          onChange={(reasons) => draft.change({ rejectReasons: reasons })}
        />
        <SaveBar changed={draft.isChanged} busy={save.isPending} error={save.error} onReset={draft.reset} />
      </Stack>
    </form>
  );
}

/** The heading of a part of a page, with a line on what it is for. */
export function Part({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div>
      <Title order={2} size="h4">
        <Shown text={title} />
      </Title>
      {children ? (
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      ) : null}
    </div>
  );
}

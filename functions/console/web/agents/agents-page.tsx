import { Badge, Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useChange, useRead } from '../app/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { Shown } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { AgentState } from './agent-frame.tsx';

const LEVEL: Record<string, string> = { owner: 'You own it', edit: 'You edit it', use: 'You may use it' };

/** The agents that this person may see. */
export function AgentsPage() {
  const read = useRead('GET /agents');
  const { data: me } = useRead('GET /me');
  const [making, setMaking] = useState(false);
  const mayMake = me !== undefined && me.role !== 'guest';
  return (
    <Page
      title="Agents"
      actions={
        mayMake ? (
          <Button leftSection={<Icon name="plus" />} onClick={() => setMaking(true)}>
            New agent
          </Button>
        ) : null
      }
    >
      {read.isPending ? <SkeletonRows /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data?.agents.length === 0 ? (
        <EmptyState icon="agents" title="There is no agent that you may see.">
          <Text c="dimmed">{mayMake ? 'Make one: it asks before everything.' : 'Ask an owner or an admin.'}</Text>
        </EmptyState>
      ) : null}
      <div className="tiles">
        {read.data?.agents.map((agent) => (
          <Link
            key={agent.agentId}
            className="panel tile"
            to="/agents/$agentId/capabilities"
            params={{ agentId: agent.agentId }}
          >
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Text component="span" fw={600} className="break">
                <Shown text={agent.name} />
              </Text>
              <AgentState agent={agent} />
            </Group>
            <Badge variant="light" color="gray">
              {LEVEL[agent.level] ?? agent.level}
            </Badge>
          </Link>
        ))}
      </div>
      <Dialog opened={making} onClose={() => setMaking(false)} title="New agent">
        {making ? <NewAgent onClose={() => setMaking(false)} /> : null}
      </Dialog>
    </Page>
  );
}

function NewAgent({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [instructions, setInstructions] = useState('');
  const [teamId, setTeamId] = useState('');
  const { data } = useRead('GET /teams');
  const navigate = useNavigate();
  const make = useChange('POST /agents', { refresh: ['GET /agents'] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name, instructions, ...(teamId ? { teamId } : {}) };
    make.mutate(
      { body },
      { onSuccess: ({ agentId }) => void navigate({ to: '/agents/$agentId/capabilities', params: { agentId } }) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          It asks before everything until you say otherwise, and you own it.
        </Text>
        <TextInput
          data-autofocus
          required
          label="Name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label="Instructions"
          description="What it is for, in your words. You can write them later."
          autosize
          minRows={3}
          maxLength={20_000}
          value={instructions}
          onChange={(event) => setInstructions(event.currentTarget.value)}
        />
        {data && data.teams.length > 0 ? (
          <NativeSelect
            label="Team"
            value={teamId}
            onChange={(event) => setTeamId(event.currentTarget.value)}
            data={[
              { value: '', label: 'None: the whole workspace' },
              ...data.teams.map((team) => ({ value: team.teamId, label: team.name })),
            ]}
          />
        ) : null}
        {make.isError ? <ErrorState error={make.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
            Make it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Replies } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { Shown } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { AgentFrame, atLeast } from './agent-frame.tsx';
import { Part } from './agent-settings-page.tsx';
import { CAPABILITIES } from './capability-settings.ts';
import { Suggestions } from './suggestions.tsx';

type State = Replies['GET /agents/{agentId}/capabilities']['capabilities'][number];

const BADGES: Record<State['badge'], { icon: IconName; label: string; color: string }> = {
  asks: { icon: 'shield', label: 'Asks first', color: 'sign' },
  allow_list: { icon: 'list', label: 'By its list', color: 'care' },
  autonomous: { icon: 'bolt', label: 'On its own', color: 'no' },
  blocked: { icon: 'close', label: 'Blocked', color: 'gray' },
  off: { icon: 'close', label: 'Off', color: 'gray' },
};

/** What an agent may do, at a glance. */
export function CapabilitiesPage() {
  return (
    <AgentFrame name="Capabilities">
      {(agent) => <Capabilities agentId={agent.agentId} mayEdit={atLeast(agent.level, 'edit')} />}
    </AgentFrame>
  );
}

function Capabilities({ agentId, mayEdit }: { agentId: string; mayEdit: boolean }) {
  const read = useRead('GET /agents/{agentId}/capabilities', { params: { agentId } });
  if (read.isError) return <ErrorState error={read.error} retry={() => void read.refetch()} />;
  if (!read.data) return <SkeletonRows count={4} />;
  const { capabilities, tools } = read.data;
  return (
    <Stack gap="xl">
      {mayEdit ? <Suggestions agentId={agentId} /> : null}
      <div className="tiles">
        {capabilities.map((state) => (
          <Tile
            key={state.capability}
            state={state}
            title={CAPABILITIES[state.capability]?.title ?? state.capability}
            {...{ agentId, mayEdit, name: state.capability }}
          />
        ))}
      </div>
      <Stack gap="sm">
        <Group justify="space-between">
          <Part title="Tools">What else it can call: functions and endpoints of your own.</Part>
          {mayEdit ? (
            <Link to="/agents/$agentId/tools/$tool" params={{ agentId, tool: 'new' }}>
              <Button component="span" variant="default" leftSection={<Icon name="plus" />}>
                Add a tool
              </Button>
            </Link>
          ) : null}
        </Group>
        {tools.length === 0 ? <EmptyState icon="bolt" title="It has no tools." /> : null}
        <div className="tiles">
          {tools.map((state) => (
            <Tile key={state.tool} title={state.tool} state={state} {...{ agentId, mayEdit, tool: state.tool }} />
          ))}
        </div>
      </Stack>
    </Stack>
  );
}

type TileProps = {
  agentId: string;
  title: string;
  mayEdit: boolean;
  state: Pick<State, 'badge' | 'blockedBy' | 'isGiven'> & { description?: string };
} & ({ name: string; tool?: undefined } | { tool: string; name?: undefined });

function Tile({ agentId, title, mayEdit, state, ...which }: TileProps) {
  const { icon, label, color } = BADGES[state.badge];
  const inside = (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text component="span" fw={600} className="break">
          <Shown text={title} />
        </Text>
        <Badge color={color} variant="light" leftSection={<Icon name={icon} />}>
          {label}
        </Badge>
      </Group>
      <Text component="span" size="sm" c="dimmed">
        {state.blockedBy ? `Blocked by the ${state.blockedBy}. ` : ''}
        {state.isGiven ? `Given by workspace or team: asks before everything. ` : ''}
        <Shown text={state.description ?? ''} />
      </Text>
    </>
  );
  if (!mayEdit) return <div className="panel tile">{inside}</div>;
  return which.tool === undefined ? (
    <Link
      className="panel tile"
      to="/agents/$agentId/capabilities/$capability"
      params={{ agentId, capability: which.name }}
    >
      {inside}
    </Link>
  ) : (
    <Link className="panel tile" to="/agents/$agentId/tools/$tool" params={{ agentId, tool: which.tool }}>
      {inside}
    </Link>
  );
}

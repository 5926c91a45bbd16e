import { Alert } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icons.tsx';
import { Shown } from '../ui/shown.tsx';
import { useRead } from './queries.ts';

/** For admins, over every page: approvals wait that no person could be told of. */
export function NobodyTold() {
  // The bell asks again and again; this is the same answer.
  const { data } = useRead('GET /notifications');
  const { data: agents } = useRead('GET /agents', {}, { enabled: data?.banner !== undefined });
  if (!data?.banner) return null;
  const { waiting, agents: ids } = data.banner;
  const nameOf = (id: string) => agents?.agents.find(({ agentId }) => agentId === id)?.name ?? id;
  return (
    <Alert
      color="no"
      variant="light"
      mb="md"
      icon={<Icon name="warning" />}
      title={`${waiting} ${waiting === 1 ? 'approval waits' : 'approvals wait'}, and nobody could be told`}
      role="status"
    >
      Give an owner to{' '}
      {ids.map((agentId, index) => (
        <span key={agentId}>
          {index > 0 ? ', ' : ''}
          <Link to="/agents/$agentId/access" params={{ agentId }}>
            <Shown text={nameOf(agentId)} />
          </Link>
        </span>
      ))}
      , or decide <Link to="/">what waits</Link> yourself.
    </Alert>
  );
}

import { ActionIcon, Popover, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Age } from '../ui/age.tsx';
import { Icon } from '../ui/icons.tsx';
import { Shown } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import type { BellItem } from './api-types.ts';
import { useRead } from './queries.ts';

/** What the person was told of; each entry leads to its approval. */
export function Bell() {
  const [opened, setOpened] = useState(false);
  const read = useRead('GET /notifications', {}, { every: 5_000 });
  const { waiting = 0, more = false, items = [] } = read.data ?? {};
  const many = `${waiting}${more ? '+' : ''}`;
  return (
    <Popover opened={opened} onChange={setOpened} width={340} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <span className="bell">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Notifications: ${waiting === 0 ? 'none' : many} waiting`}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <Icon name="bell" />
          </ActionIcon>
          {waiting > 0 ? (
            <span className="count" aria-hidden="true">
              {many}
            </span>
          ) : null}
        </span>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Notifications">
        {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
        {read.isPending ? <SkeletonRows count={3} height={52} /> : null}
        {read.data && items.length === 0 ? (
          <Text p="md" c="dimmed" size="sm">
            No notifications yet.
          </Text>
        ) : null}
        <ul className="bell-list">
          {items.map((item) => (
            <BellRow key={`${item.actionId} ${item.round}`} item={item} onOpen={() => setOpened(false)} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

const DID: Record<string, string> = { approve: 'Approved', reject: 'Rejected', withdraw: 'Withdrawn' };

function BellRow({ item, onOpen }: { item: BellItem; onOpen: () => void }) {
  const { actionId, agentName, summary, since, resolved } = item;
  return (
    <li className={resolved ? 'resolved' : 'open'}>
      <Link to="/approvals/$actionId" params={{ actionId }} onClick={onOpen}>
        <Text component="span" size="sm" fw={resolved ? 400 : 600} display="block">
          <Shown text={`${agentName} asks`} />
        </Text>
        <Text component="span" size="sm" display="block">
          <Shown text={summary} />
        </Text>
        <Text component="span" size="xs" c="dimmed" display="block">
          {resolved ? (
            <Shown text={`${DID[resolved.verdict] ?? 'Decided'} by ${resolved.decidedBy}`} />
          ) : (
            <Age since={since} />
          )}
        </Text>
      </Link>
    </li>
  );
}

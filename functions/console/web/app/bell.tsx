import { ActionIcon, Button, Group, Popover, Text } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { BellItem } from '#shared/routes/notification-routes.ts';
import { Age } from '../ui/age.tsx';
import { Icon } from '../ui/icons.tsx';
import { Shown } from '../ui/shown.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useChange, useRead } from './queries.ts';

/** What the person was told of; each entry leads to its approval. */
export function Bell() {
  const [opened, setOpened] = useState(false);
  const { pathname } = useLocation();
  // Whatever opened another page, the list does not stay over it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the page's being another one
  useEffect(() => setOpened(false), [pathname]);
  const read = useRead('GET /notifications', {}, { every: 2_000 });
  const { unread = 0, more = false } = read.data ?? {};
  const many = `${unread}${more && unread >= 50 ? '+' : ''}`;
  return (
    <Popover opened={opened} onChange={setOpened} width={340} position="bottom-end" shadow="md" trapFocus returnFocus>
      <span className="bell">
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Notifications: ${unread === 0 ? 'none' : many} unread`}
            onClick={() => setOpened(!opened)}
          >
            <Icon name="bell" />
          </ActionIcon>
        </Popover.Target>
        {unread > 0 ? (
          <span className="count" aria-hidden="true">
            {many}
          </span>
        ) : null}
      </span>
      <Popover.Dropdown p={0} aria-label="Notifications">
        {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
        {read.isPending ? <SkeletonRows count={3} height={52} /> : null}
        {read.data ? <BellList {...read.data} onOpen={() => setOpened(false)} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

type BellListProps = {
  items: BellItem[];
  unread: number;
  onOpen: () => void;
};

function BellList({ items, unread, onOpen }: BellListProps) {
  const mark = useChange('POST /notifications/read', { refresh: ['GET /notifications'] });
  return (
    <>
      <Group justify="space-between" px="sm" py="xs" className="bell-head">
        <Text fw={600} size="sm">
          Notifications
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={unread === 0 || mark.isPending}
          onClick={() => mark.mutate({ body: { all: true } })}
        >
          Mark all as read
        </Button>
      </Group>
      {items.length === 0 ? (
        <Text p="md" c="dimmed" size="sm">
          No notifications yet.
        </Text>
      ) : null}
      <ul className="bell-list">
        {items.map((item) => (
          <BellRow
            key={item.id}
            item={item}
            onOpen={() => {
              if (item.unread) mark.mutate({ body: { ids: [item.id] } });
              onOpen();
            }}
          />
        ))}
      </ul>
    </>
  );
}

const DID: Record<string, string> = { approve: 'Approved', reject: 'Rejected', withdraw: 'Withdrawn' };

function BellRow({ item, onOpen }: { item: BellItem; onOpen: () => void }) {
  const { actionId, agentName, summary, since, resolved, unread } = item;
  return (
    <li data-unread={unread && !resolved}>
      <Link to="/approvals/$actionId" params={{ actionId }} onClick={onOpen}>
        <Text component="span" size="sm" fw={unread && !resolved ? 600 : 400} display="block">
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

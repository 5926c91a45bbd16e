import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { Age } from '../ui/age.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NameForm } from '../ui/name-form.tsx';
import { SecretOnce } from '../ui/secret-once.tsx';
import { Shown } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { AgentFrame } from './agent-frame.tsx';
import { Part } from './agent-settings-page.tsx';
import { CallbackPart } from './callback-part.tsx';
import { HowToAsk } from './how-to-ask.tsx';

type Key = Replies['GET /agents/{agentId}/keys']['keys'][number];

/** How an agent that is built elsewhere gets in, and where it is called back. */
export function KeysPage() {
  return (
    <AgentFrame name="Keys">
      {({ agentId }) => (
        <Stack gap="xl">
          <Keys agentId={agentId} />
          <HowToAsk agentId={agentId} />
          <CallbackPart agentId={agentId} />
        </Stack>
      )}
    </AgentFrame>
  );
}

function Keys({ agentId }: { agentId: string }) {
  const read = useRead('GET /agents/{agentId}/keys', { params: { agentId } });
  const [made, setMade] = useState<string>();
  const [revoking, setRevoking] = useState<Key>();
  return (
    <section className="panel">
      <Stack>
        <Part title="Keys">
          With a key, a program asks as this agent, by REST or MCP. A key never decides anything.
        </Part>
        {made ? <SecretOnce label="The new key" secret={made} onDone={() => setMade(undefined)} /> : null}
        <NewKey agentId={agentId} onMade={setMade} />
        {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
        {read.isPending ? <SkeletonRows count={2} height={48} /> : null}
        {read.data?.keys.length === 0 ? <EmptyState icon="key" title="It has no keys." /> : null}
        {read.data && read.data.keys.length > 0 ? <KeyList keys={read.data.keys} onRevoke={setRevoking} /> : null}
      </Stack>
      <Dialog opened={revoking !== undefined} onClose={() => setRevoking(undefined)} title="Revoke this key?">
        {revoking ? <Revoke agentId={agentId} revoked={revoking} onDone={() => setRevoking(undefined)} /> : null}
      </Dialog>
    </section>
  );
}

function NewKey({ agentId, onMade }: { agentId: string; onMade: (key: string) => void }) {
  const make = useChange('POST /agents/{agentId}/keys', { refresh: ['GET /agents/{agentId}/keys'] });
  const onMake = (name: string, clear: () => void) => {
    const done = ({ key }: { key: string }) => {
      onMade(key);
      clear();
    };
    make.mutate({ params: { agentId }, body: { name } }, { onSuccess: done });
  };
  return (
    <NameForm label="Name of a new key" placeholder="Order bot" action="Make a key" onMake={onMake} making={make} />
  );
}

function KeyList({ keys, onRevoke }: { keys: Key[]; onRevoke: (key: Key) => void }) {
  return (
    <ul className="plain keys">
      {keys.map((key) => (
        <li key={key.keyId}>
          <div>
            <Text fw={500} className="break">
              <Shown text={key.name} />
            </Text>
            <Text size="sm" c="dimmed">
              <code>{key.start}…</code> · made <Age since={key.createdAt} />
              {key.validUntil ? `, ends ${new Date(key.validUntil).toLocaleDateString()}` : ''} ·{' '}
              {key.lastUsedAt ? (
                <>
                  last used <Age since={key.lastUsedAt} />
                </>
              ) : (
                'never used'
              )}
            </Text>
          </div>
          {key.revokedAt ? (
            <Badge color="gray" variant="light">
              Revoked
            </Badge>
          ) : (
            <Button size="xs" variant="default" onClick={() => onRevoke(key)}>
              Revoke
              <span className="unseen"> {key.name}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Revoke({ agentId, revoked, onDone }: { agentId: string; revoked: Key; onDone: () => void }) {
  const revoke = useChange('DELETE /agents/{agentId}/keys/{keyId}', { refresh: ['GET /agents/{agentId}/keys'] });
  const { name, keyId } = revoked;
  return (
    <Stack>
      <Text>
        The next request with <Shown text={name} /> is refused. It cannot be given back: make a new key instead.
      </Text>
      {revoke.isError ? <ErrorState error={revoke.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Keep it
        </Button>
        <Button
          color="no"
          data-autofocus
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ params: { agentId, keyId } }, { onSuccess: onDone })}
        >
          Revoke it
        </Button>
      </Group>
    </Stack>
  );
}

import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useChange } from '../app/queries.ts';
import { ConfirmTyped } from '../ui/confirm-typed.tsx';
import { Shown } from '../ui/shown.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { type AgentView, atLeast } from './agent-frame.tsx';
import { Part } from './agent-settings-page.tsx';

type Asking = 'hold' | 'withdraw' | 'delete' | undefined;

/** How an agent is stopped: each is the safe direction, and asks to type its name first. */
export function Brakes({ agent }: { agent: AgentView }) {
  const { agentId, name, hold } = agent;
  const [asking, setAsking] = useState<Asking>();
  const { toast } = useToasts();
  const navigate = useNavigate();
  const refresh = ['GET /agents/{agentId}', 'GET /agents', 'GET /approvals'] as const;
  const holding = useChange('POST /agents/{agentId}/hold', { refresh: [...refresh] });
  const withdrawing = useChange('POST /agents/{agentId}/withdrawal', { refresh: [...refresh] });
  const deleting = useChange('DELETE /agents/{agentId}', { refresh: ['GET /agents'] });
  const params = { agentId };
  const close = () => setAsking(undefined);
  const setHold = async (on: boolean) => {
    await holding.mutateAsync({ params, body: { hold: on } });
    toast({ says: on ? `${name} is on hold` : `${name} goes on` });
  };
  const withdrawAll = async (confirm: string) => {
    const { withdrawn, left } = await withdrawing.mutateAsync({ params, body: { confirm } });
    toast({ says: `${withdrawn} withdrawn${left > 0 ? `, ${left} left: they run, or there were too many` : ''}` });
  };
  const remove = async () => {
    await deleting.mutateAsync({ params });
    toast({ says: `${name} is deleted` });
    await navigate({ to: '/agents' });
  };
  const error = holding.error ?? withdrawing.error ?? deleting.error;
  return (
    <section className="panel">
      <Stack>
        <Part title="Stop it">Nothing here lets anything run that a person has not approved.</Part>
        {error ? <ErrorState error={error} /> : null}
        <Brake
          does={hold ? 'Release' : 'Hold'}
          says={
            hold
              ? 'It is on hold: what was approved waits. Released, it goes on where it stopped.'
              : 'Nothing of it begins while it is on hold. What waits or was approved is kept.'
          }
          onPress={() => (hold ? void setHold(false).catch(() => undefined) : setAsking('hold'))}
        />
        <Brake
          does="Withdraw all"
          says="Everything of it that waits, or was approved and has not begun, is withdrawn. It cannot be undone."
          onPress={() => setAsking('withdraw')}
        />
        {atLeast(agent.level, 'owner') ? (
          <Brake
            does="Delete"
            says="Only while nothing of it waits. What it did stays readable to admins."
            onPress={() => setAsking('delete')}
          />
        ) : null}
      </Stack>
      <ConfirmTyped
        {...{ opened: asking === 'hold', onClose: close, title: 'Hold this agent?', word: name, action: 'Hold it' }}
        onConfirm={() =>
          setHold(true)
            .catch(() => undefined)
            .then(close)
        }
      >
        <Text>
          Until somebody releases it, nothing that <Shown text={name} /> asked for is carried out, approved or not.
        </Text>
      </ConfirmTyped>
      <ConfirmTyped
        {...{ opened: asking === 'withdraw', onClose: close, title: 'Withdraw all of it?', word: name }}
        action="Withdraw all"
        onConfirm={(typed) =>
          withdrawAll(typed)
            .catch(() => undefined)
            .then(close)
        }
      >
        <Text>None of what waits or is approved will be carried out. What is running right now is not stopped.</Text>
      </ConfirmTyped>
      <ConfirmTyped
        {...{
          opened: asking === 'delete',
          onClose: close,
          title: 'Delete this agent?',
          word: name,
          action: 'Delete it',
        }}
        onConfirm={() => remove().catch(close)}
      >
        <Text>Its triggers and keys stop working. This cannot be undone.</Text>
      </ConfirmTyped>
    </section>
  );
}

function Brake({ does, says, onPress }: { does: string; says: string; onPress: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="center">
      <Text size="sm">{says}</Text>
      <Button variant="default" flex="none" onClick={onPress}>
        {does}
      </Button>
    </Group>
  );
}

import { Button, Group, NumberInput, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Part } from '../agents/agent-settings-page.tsx';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { ConfirmTyped } from '../ui/confirm-typed.tsx';
import { Page } from '../ui/page.tsx';
import { SaveBar } from '../ui/saved.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { TogglesFields } from './toggles-form.tsx';

type Settings = Replies['GET /workspace/settings'];

/** What holds for every agent. */
export function WorkspacePage() {
  const read = useRead('GET /workspace/settings');
  return (
    <Page title="Workspace">
      {read.isPending ? <SkeletonRows count={3} height={140} /> : null}
      {read.isError ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : null}
      {read.data ? (
        <Stack gap="xl">
          <SettingsForm settings={read.data} />
          <Brakes hold={read.data.hold} />
        </Stack>
      ) : null}
    </Page>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { capabilities, allowedDomains, emailContent, remindAfterHours, version } = settings;
  const draft = useDraft({
    ...{ capabilities, allowedDomains, emailContent, remindAfterHours: remindAfterHours ?? null },
  });
  const { toast } = useToasts();
  const save = useChange('PUT /workspace/settings', { refresh: ['GET /workspace/settings'] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = () => {
      draft.reset();
      toast({ says: 'Saved. It holds from the next action on.' });
    };
    save.mutate({ body: { ...draft.value, version } }, { onSuccess: done });
  };
  const { value } = draft;
  return (
    <form onSubmit={submit} className="panel">
      <Stack gap="lg">
        <Part title="What agents may do">
          Off blocks it for every agent, whatever team or agent say. On: an agent without settings for it may use it,
          and asks before everything.
        </Part>
        <TogglesFields value={value.capabilities} onChange={(changed) => draft.change({ capabilities: changed })} />
        <Part title="People and notices" />
        <TagsInput
          label="Domains that people may be invited from"
          description="Press Enter after each. Without any: all."
          value={value.allowedDomains}
          onChange={(domains) => draft.change({ allowedDomains: domains })}
        />
        <Switch
          label="Notice emails may show what would be done"
          description="Without it they name the agent and the kind of action, and lead here."
          checked={value.emailContent}
          onChange={(event) => draft.change({ emailContent: event.currentTarget.checked })}
        />
        <NumberInput
          label="Remind people of what waits longer than so many hours"
          description="Empty: never. Of what is asked for from then on; nothing expires either way."
          min={1}
          max={720}
          allowDecimal={false}
          hideControls
          value={value.remindAfterHours ?? ''}
          onChange={(hours) => draft.change({ remindAfterHours: typeof hours === 'number' ? hours : null })}
        />
        <SaveBar changed={draft.isChanged} busy={save.isPending} error={save.error} onReset={draft.reset} />
      </Stack>
    </form>
  );
}

function Brakes({ hold }: { hold: boolean }) {
  const [asking, setAsking] = useState<'hold' | 'withdraw'>();
  const { toast } = useToasts();
  const holding = useChange('POST /workspace/hold', { refresh: ['GET /workspace/settings'] });
  const withdrawing = useChange('POST /workspace/withdrawal', { refresh: ['GET /approvals'] });
  const close = () => setAsking(undefined);
  const setHold = (on: boolean) =>
    holding
      .mutateAsync({ body: { hold: on } })
      .then(() => toast({ says: on ? 'Everything is on hold' : 'Agents go on' }))
      .catch(() => undefined);
  const withdrawAll = (confirm: string) =>
    withdrawing
      .mutateAsync({ body: { confirm } })
      .then(({ withdrawn, left }) => toast({ says: `${withdrawn} withdrawn, ${left} left` }))
      .catch(() => undefined)
      .then(close);
  const error = holding.error ?? withdrawing.error;
  return (
    <section className="panel">
      <Stack>
        <Part title="Stop everything">Nothing here lets anything run that a person has not approved.</Part>
        {error ? <ErrorState error={error} /> : null}
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            {hold ? 'Nothing of any agent begins now.' : 'Nothing of any agent begins while on hold.'}
          </Text>
          <Button
            flex="none"
            variant="default"
            loading={holding.isPending}
            onClick={() => (hold ? void setHold(false) : setAsking('hold'))}
          >
            {hold ? 'Release' : 'Hold'}
          </Button>
        </Group>
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">Everything that waits or has not begun is withdrawn. It cannot be undone.</Text>
          <Button flex="none" variant="default" onClick={() => setAsking('withdraw')}>
            Withdraw all
          </Button>
        </Group>
      </Stack>
      <ConfirmTyped
        {...{ opened: asking === 'hold', onClose: close, title: 'Hold the whole workspace?', word: 'hold' }}
        action="Hold it"
        onConfirm={() => setHold(true).then(close)}
      >
        <Text>What people approve waits until somebody releases it. Nothing is lost.</Text>
      </ConfirmTyped>
      <ConfirmTyped
        {...{ opened: asking === 'withdraw', onClose: close, title: 'Withdraw all?', word: 'withdraw all' }}
        action="Withdraw all"
        onConfirm={withdrawAll}
      >
        <Text>Of every agent. What is running right now is not stopped.</Text>
      </ConfirmTyped>
    </section>
  );
}

import { NativeSelect, Stack } from '@mantine/core';
import type { FormEvent } from 'react';
import { CAPABILITIES } from '../agents/capability-settings.ts';
import type { Replies } from '../app/api-types.ts';
import { SaveBar } from '../ui/saved.tsx';
import { useDraft } from '../ui/use-draft.ts';

export type Toggles = Replies['GET /workspace/settings']['capabilities'];

const NAMES = { ...CAPABILITIES, use_tool: { title: 'Tools' } };
const CHOICES = [
  { value: '', label: 'As each agent is set' },
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off: blocked' },
];

type Props = { stored: Toggles; onSave: (toggles: Toggles) => Promise<unknown>; error: unknown; busy: boolean };

/** What all agents of a team, or of the workspace, may do at all. */
export function TogglesForm({ stored, onSave, error, busy }: Props) {
  const draft = useDraft<Toggles>(stored);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSave(draft.value).then(draft.reset, () => undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TogglesFields value={draft.value} onChange={draft.set} />
        <SaveBar changed={draft.isChanged} busy={busy} error={error} onReset={draft.reset} />
      </Stack>
    </form>
  );
}

export function TogglesFields({ value, onChange }: { value: Toggles; onChange: (toggles: Toggles) => void }) {
  const set = (capability: string, choice: string) => {
    const { [capability as keyof Toggles]: _, ...others } = value;
    onChange((choice === '' ? others : { ...others, [capability]: choice }) as Toggles);
  };
  return (
    <div className="tiles">
      {Object.entries(NAMES).map(([capability, { title }]) => (
        <NativeSelect
          key={capability}
          label={title}
          value={value[capability as keyof Toggles] ?? ''}
          data={CHOICES}
          onChange={(event) => set(capability, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

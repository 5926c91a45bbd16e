import { Stack } from '@mantine/core';
import { useParams, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { SaveBar } from '../ui/saved.tsx';
import { Shown, Warning } from '../ui/shown.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { AgentFrame } from './agent-frame.tsx';
import { Part } from './agent-settings-page.tsx';
import { CAPABILITIES, type CapabilitySettings, NEW_SETTINGS } from './capability-settings.ts';
import { ApprovalsForm, GuardrailForm } from './guardrail-form.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { HoursForm, LimitsForm } from './usage-form.tsx';

/** One capability: its guardrail, with a way to try a change before it is saved. */
export function CapabilityPage() {
  const { capability = '' } = useParams({ strict: false });
  const { title } = CAPABILITIES[capability] ?? {};
  if (!title) return <EmptyState icon="search" title="There is no such capability" />;
  return <AgentFrame name={title}>{({ agentId }) => <Editor agentId={agentId} capability={capability} />}</AgentFrame>;
}

function Editor({ agentId, capability }: { agentId: string; capability: string }) {
  const read = useRead('GET /agents/{agentId}/capabilities', { params: { agentId } });
  const suggested = useRead('GET /agents/{agentId}/suggestions', { params: { agentId } });
  const { suggested: entry } = useSearch({ strict: false }) as { suggested?: string };
  if (read.isError && !read.data) return <ErrorState error={read.error} retry={() => void read.refetch()} />;
  if (!read.data || (entry && suggested.isPending)) return <SkeletonRows count={3} height={160} />;
  const suggestion = suggested.data?.suggestions.find((one) => one.capability === capability && one.entry === entry);
  return <EditorForm {...{ agentId, capability, read: read.data, suggestion }} />;
}

type FormProps = {
  agentId: string;
  capability: string;
  read: Replies['GET /agents/{agentId}/capabilities'];
  suggestion: Replies['GET /agents/{agentId}/suggestions']['suggestions'][number] | undefined;
};

function EditorForm({ agentId, capability, read, suggestion }: FormProps) {
  const state = read.capabilities.find((one) => one.capability === capability);
  const stored = (state?.settings ?? { ...NEW_SETTINGS(capability), enabled: false }) as CapabilitySettings;
  const draft = useDraft(stored, suggestion?.settings as CapabilitySettings | undefined);
  const { toast } = useToasts();
  const save = useChange('PUT /agents/{agentId}/capabilities/{capability}', {
    refresh: ['GET /agents/{agentId}/capabilities', 'GET /agents/{agentId}', 'GET /agents/{agentId}/suggestions'],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { version: read.version, settings: draft.value };
    save.mutate(
      { params: { agentId, capability }, body },
      {
        onSuccess: () => {
          draft.reset();
          toast({ says: 'Saved. It holds from the next action on.' });
        },
      },
    );
  };
  const rules = { capability, value: draft.value, onChange: draft.change };
  const rehearsed = { agentId, capability, draft: draft.value };
  return (
    <Stack gap="lg">
      {state?.blockedBy ? (
        <Warning>{`The ${state.blockedBy} blocks this for now. What you set here holds once it is let.`}</Warning>
      ) : null}
      {suggestion ? <Prepared says={suggestion.says} entry={suggestion.entry} /> : null}
      <div className="beside">
        <form onSubmit={submit} className="panel">
          <Stack gap="lg">
            <Part title={CAPABILITIES[capability]?.title ?? capability} />
            <GuardrailForm {...rules} />
            {draft.value.enabled ? (
              <>
                <LimitsForm {...rules} />
                <HoursForm {...rules} />
                <ApprovalsForm {...rules} />
              </>
            ) : null}
            <SaveBar changed={draft.isChanged} busy={save.isPending} error={save.error} onReset={draft.reset} />
          </Stack>
        </form>
        <Rehearsal {...rehearsed} atOnce={suggestion !== undefined} />
      </div>
    </Stack>
  );
}

/** A suggestion was opened: its change is in the form, and nowhere else yet. */
function Prepared({ says, entry }: { says: string; entry: string }) {
  return (
    <Warning>
      <Shown text={says} /> In the form, <strong className="break">{<Shown text={entry} />}</strong> is on the list.
      Nothing is changed until you save it.
    </Warning>
  );
}

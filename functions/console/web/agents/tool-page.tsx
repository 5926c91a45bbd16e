import { Button, Group, NativeSelect, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Replies } from '../app/api-types.ts';
import { useChange, useRead } from '../app/queries.ts';
import { SaveBar } from '../ui/saved.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { AgentFrame } from './agent-frame.tsx';
import { Part } from './agent-settings-page.tsx';
import type { CapabilitySettings } from './capability-settings.ts';
import { ApprovalsForm } from './guardrail-form.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { HoursForm, LimitsForm } from './usage-form.tsx';

type Target = { kind: 'lambda'; functionName: string } | { kind: 'https'; url: string; secretName: string };
type Tool = Omit<CapabilitySettings, 'guardrail'> & {
  description: string;
  inputSchema: Record<string, unknown>;
  target: Target;
  requireApproval: boolean;
};

const NEW_TOOL: Tool = {
  ...{ enabled: true, description: '', requireApproval: true, notifyAgentDefault: false, approversNeeded: 1 },
  inputSchema: { type: 'object', properties: {}, required: [], additionalProperties: false },
  target: { kind: 'https', url: 'https://', secretName: '' },
};

/** One tool of an agent, or a new one. */
export function ToolPage() {
  const { tool = '' } = useParams({ strict: false });
  return <AgentFrame name="Tool">{({ agentId }) => <Editor agentId={agentId} tool={tool} />}</AgentFrame>;
}

function Editor({ agentId, tool }: { agentId: string; tool: string }) {
  const read = useRead('GET /agents/{agentId}/capabilities', { params: { agentId } });
  if (read.isError && !read.data) return <ErrorState error={read.error} retry={() => void read.refetch()} />;
  if (!read.data) return <SkeletonRows count={3} height={120} />;
  const known = read.data.tools.find((one) => one.tool === tool);
  if (!known && tool !== 'new') return <EmptyState icon="search" title="It has no such tool" />;
  return (
    <ToolForm {...{ agentId, read: read.data }} tool={known?.tool} stored={(known?.settings as Tool) ?? NEW_TOOL} />
  );
}

type FormProps = {
  agentId: string;
  read: Replies['GET /agents/{agentId}/capabilities'];
  tool: string | undefined;
  stored: Tool;
};

function ToolForm({ agentId, read, tool, stored }: FormProps) {
  const { name: _, ...settings } = stored as Tool & { name?: string };
  const draft = useDraft<Tool>(settings as Tool);
  const [name, setName] = useState(tool ?? '');
  const [schema, setSchema] = useState(() => JSON.stringify(stored.inputSchema, null, 2));
  const { toast } = useToasts();
  const navigate = useNavigate();
  const refresh = ['GET /agents/{agentId}/capabilities', 'GET /agents/{agentId}'] as const;
  const save = useChange('PUT /agents/{agentId}/tools/{tool}', { refresh: [...refresh] });
  const remove = useChange('DELETE /agents/{agentId}/tools/{tool}', { refresh: [...refresh] });
  const leave = (says: string) => {
    toast({ says });
    void navigate({ to: '/agents/$agentId/capabilities', params: { agentId } });
  };
  const inputSchema = schemaOr(schema);
  const reset = () => {
    draft.reset();
    setSchema(JSON.stringify(stored.inputSchema, null, 2));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { version: read.version, settings: { ...draft.value, inputSchema } };
    const done = () => leave('Saved');
    save.mutate({ params: { agentId, tool: name }, body }, { onSuccess: done });
  };
  const takeAway = () =>
    remove.mutate(
      { params: { agentId, tool: name }, query: { version: read.version } },
      { onSuccess: () => leave(`${name} is taken away`) },
    );
  const { target } = draft.value;
  const rules = { value: draft.value as unknown as CapabilitySettings, onChange: draft.change as never };
  return (
    <div className="beside">
      <form onSubmit={submit} className="panel">
        <Stack>
          <Part title={tool ?? 'New tool'} />
          {tool === undefined ? (
            <TextInput
              required
              label="Name"
              description="Small letters, digits and _; it stays as it is."
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          ) : null}
          <TextInput
            required
            label="What it does, in words for the agent"
            maxLength={1_000}
            value={draft.value.description}
            onChange={(event) => draft.change({ description: event.currentTarget.value })}
          />
          <Group className="fields" align="flex-end">
            <NativeSelect
              label="It is"
              value={target.kind}
              data={[
                { value: 'https', label: 'an HTTPS endpoint, called signed' },
                { value: 'lambda', label: 'a Lambda function' },
              ]}
              onChange={(event) => draft.change({ target: newTarget(event.currentTarget.value) })}
            />
            {target.kind === 'https' ? (
              <>
                <TextInput
                  required
                  label="Address"
                  value={target.url}
                  onChange={(event) => draft.change({ target: { ...target, url: event.currentTarget.value } })}
                />
                <TextInput
                  required
                  label="Name of the signing secret"
                  value={target.secretName}
                  onChange={(event) => draft.change({ target: { ...target, secretName: event.currentTarget.value } })}
                />
              </>
            ) : (
              <TextInput
                required
                label="Name of the function"
                description="It begins with countersign-tool-"
                value={target.functionName}
                onChange={(event) => draft.change({ target: { ...target, functionName: event.currentTarget.value } })}
              />
            )}
          </Group>
          <Textarea
            label="Input (JSON Schema)"
            className="code"
            autosize
            minRows={4}
            maxRows={20}
            spellCheck={false}
            error={inputSchema ? undefined : 'This is no JSON object yet.'}
            value={schema}
            onChange={(event) => setSchema(event.currentTarget.value)}
          />
          <Switch
            label="A person approves every call"
            checked={draft.value.requireApproval}
            onChange={(event) => draft.change({ requireApproval: event.currentTarget.checked })}
          />
          <LimitsForm {...rules} />
          <HoursForm {...rules} />
          <ApprovalsForm {...rules} />
          {remove.isError ? <ErrorState error={remove.error} /> : null}
          {tool === undefined ? null : (
            <Group>
              <Button variant="default" loading={remove.isPending} onClick={takeAway}>
                Take this tool away
              </Button>
            </Group>
          )}
          <SaveBar
            changed={
              inputSchema !== undefined && (draft.isChanged || schema !== JSON.stringify(stored.inputSchema, null, 2))
            }
            busy={save.isPending}
            error={save.error}
            onReset={reset}
          />
        </Stack>
      </form>
      {/^[a-z][a-z0-9_]*$/.test(name) && inputSchema ? (
        <Rehearsal {...{ agentId, tool: name }} capability="use_tool" draft={{ ...draft.value, inputSchema, name }} />
      ) : null}
    </div>
  );
}

function newTarget(kind: string): Target {
  return kind === 'lambda'
    ? { kind, functionName: 'countersign-tool-' }
    : { kind: 'https', url: 'https://', secretName: '' };
}

function schemaOr(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

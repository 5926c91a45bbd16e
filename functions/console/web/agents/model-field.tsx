import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import type { AgentView } from './agent-frame.tsx';

type Model = NonNullable<AgentView['settings']>['model'];

const PROVIDERS = [
  { value: 'default', label: "The deployment's own" },
  { value: 'bedrock', label: 'Amazon Bedrock' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'openai', label: 'OpenAI' },
  { value: 'openai_compatible', label: 'Like OpenAI: Ollama, vLLM, a gateway' },
];

const FIELDS: Record<string, { field: 'modelId' | 'secretName' | 'baseUrl'; label: string; required: boolean }[]> = {
  bedrock: [{ field: 'modelId', label: 'Model or inference profile', required: true }],
  anthropic: [
    { field: 'modelId', label: 'Model', required: true },
    { field: 'secretName', label: 'Name of the secret with the key', required: true },
  ],
  openai: [
    { field: 'modelId', label: 'Model', required: true },
    { field: 'secretName', label: 'Name of the secret with the key', required: true },
  ],
  openai_compatible: [
    { field: 'modelId', label: 'Model', required: true },
    { field: 'baseUrl', label: 'Base URL', required: true },
    { field: 'secretName', label: 'Name of the secret with the key', required: false },
  ],
};

/** What an agent thinks with. Rules are kept as they are: they are written with the API. */
export function ModelField({ value, onChange }: { value: Model; onChange: (model: Model) => void }) {
  if (value.provider === 'rules') {
    return (
      <Text size="sm">
        It thinks with {value.rules.length} written rules, and with no language model. Change them by the API.
      </Text>
    );
  }
  const known = value as Record<string, string | undefined>;
  const set = (field: string, text: string) => {
    const { [field]: _, ...others } = known;
    onChange((text === '' ? others : { ...others, [field]: text }) as Model);
  };
  return (
    <Group align="flex-end" className="fields">
      <NativeSelect
        label="Model of"
        value={value.provider}
        data={PROVIDERS}
        onChange={(event) => onChange({ provider: event.currentTarget.value } as Model)}
      />
      {(FIELDS[value.provider] ?? []).map(({ field, label, required }) => (
        <TextInput
          key={field}
          label={label}
          required={required}
          value={known[field] ?? ''}
          onChange={(event) => set(field, event.currentTarget.value)}
        />
      ))}
    </Group>
  );
}

import { Group, NativeSelect, Radio, Stack, Switch, TagsInput } from '@mantine/core';
import {
  CAPABILITIES,
  type CapabilitySettings,
  entryToText,
  type Guardrail,
  type Mode,
  modeOf,
  textToRule,
  withMode,
} from './capability-settings.ts';

type Change = (part: Partial<CapabilitySettings>) => void;

/** What a capability may do and what is asked first, in sentences. */
export function GuardrailForm(props: { capability: string; value: CapabilitySettings; onChange: Change }) {
  const { capability, value, onChange } = props;
  const { one = 'action', does = 'do this' } = CAPABILITIES[capability] ?? {};
  const { guardrail } = value;
  return (
    <Stack>
      <Switch
        label={`This agent may ${does}`}
        description={value.enabled ? '' : 'Whatever it asks for here is blocked.'}
        checked={value.enabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
      <Radio.Group
        label={`Before it does so`}
        value={modeOf(guardrail)}
        onChange={(mode) => onChange({ guardrail: withMode(capability, mode as Mode) })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="always" label={`a person approves every ${one}`} />
          <Radio value="list" label="it depends on a list" />
          <Radio value="never" label="nobody is asked" />
        </Stack>
      </Radio.Group>
      {guardrail.restrict ? (
        <ListForm
          capability={capability}
          guardrail={guardrail}
          onChange={(changed) => onChange({ guardrail: changed })}
        />
      ) : null}
    </Stack>
  );
}

type ListProps = {
  capability: string;
  guardrail: Extract<Guardrail, { restrict: true }>;
  onChange: (guardrail: Guardrail) => void;
};

function ListForm({ capability, guardrail, onChange }: ListProps) {
  const isHttp = capability === 'http_request';
  const entries = guardrail.allowList.map(entryToText);
  const set = (texts: string[]) => onChange({ ...guardrail, allowList: isHttp ? texts.map(textToRule) : texts });
  return (
    <Stack gap="sm" className="nested">
      <TagsInput
        label="The list"
        description={`${CAPABILITIES[capability]?.entry ?? ''}. Press Enter after each.`}
        value={entries}
        onChange={set}
        splitChars={isHttp ? [';', '\n'] : [',', ';', ' ', '\n']}
        maxTags={5_000}
        clearable
      />
      <Group className="fields" align="flex-end">
        <NativeSelect
          label={isHttp ? 'What is on the list' : 'To whom is on the list'}
          value={guardrail.inside}
          data={[
            { value: 'allow', label: 'goes straight through' },
            { value: 'ask', label: 'is asked about' },
          ]}
          onChange={(event) => onChange({ ...guardrail, inside: event.currentTarget.value as 'allow' | 'ask' })}
        />
        <NativeSelect
          label={isHttp ? 'Everything else' : 'To anybody else'}
          value={guardrail.outside}
          data={[
            { value: 'ask', label: 'is asked about' },
            { value: 'block', label: 'is blocked' },
          ]}
          onChange={(event) => onChange({ ...guardrail, outside: event.currentTarget.value as 'ask' | 'block' })}
        />
      </Group>
    </Stack>
  );
}

/** Who approves, what is asked of them, and who is told. */
export function ApprovalsForm({ value, onChange }: { value: CapabilitySettings; onChange: Change }) {
  return (
    <Stack gap="sm">
      <Switch
        label="Two people must approve"
        description="The second is another person than the first. One no is enough."
        checked={value.approversNeeded === 2}
        onChange={(event) => onChange({ approversNeeded: event.currentTarget.checked ? 2 : 1 })}
      />
      <Switch
        label="Who approves must have signed in just now"
        description="In the last five minutes; else they sign in once more and come back to the card."
        checked={value.stepUp ?? false}
        onChange={(event) => onChange({ stepUp: event.currentTarget.checked })}
      />
      <Switch
        label="Who asked for it in a chat cannot approve it"
        description="They can still reject it."
        checked={value.requesterMayNotDecide ?? false}
        onChange={(event) => onChange({ requesterMayNotDecide: event.currentTarget.checked })}
      />
      <Switch
        label="“Notify agent” is ticked to begin with"
        checked={value.notifyAgentDefault}
        onChange={(event) => onChange({ notifyAgentDefault: event.currentTarget.checked })}
      />
    </Stack>
  );
}

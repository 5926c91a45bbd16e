import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { Shown } from '../ui/shown.tsx';
import type { EditField } from './edit-fields.ts';

type EditFormProps = {
  fields: EditField[];
  problem: { key: string; says: string } | undefined;
  onChange: (fields: EditField[]) => void;
};

const HINTS: Partial<Record<EditField['kind'], string>> = {
  list: 'One a line.',
  headers: 'One a line, `name: value`.',
};

/** The fields of the content that a person may change before they approve it. */
export function EditForm({ fields, problem, onChange }: EditFormProps) {
  const change = (key: string, text: string) =>
    onChange(fields.map((field) => (field.key === key ? { ...field, text } : field)));
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>What would be done, changed by you</h2>
      <Stack gap="sm" mt="sm">
        {fields.map((field) => (
          <Field
            key={field.key}
            field={field}
            error={problem?.key === field.key ? problem.says : undefined}
            onChange={(text) => change(field.key, text)}
          />
        ))}
      </Stack>
    </section>
  );
}

type FieldProps = { field: EditField; error: string | undefined; onChange: (text: string) => void };

function Field({ field: { label, kind, text }, error, onChange }: FieldProps) {
  const its = { label, error, value: text, spellCheck: kind === 'text' };
  if (kind === 'files') return <Files label={label} text={text} onChange={onChange} />;
  if (kind === 'line') return <TextInput {...its} onChange={(event) => onChange(event.currentTarget.value)} />;
  return (
    <Textarea
      {...its}
      autosize
      minRows={kind === 'text' || kind === 'json' ? 5 : 1}
      maxRows={24}
      description={HINTS[kind]}
      {...(kind === 'json' || kind === 'headers' ? { ff: 'monospace' } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Files can be taken away; an edit cannot bring one in. */
function Files({ label, text, onChange }: { label: string; text: string; onChange: (text: string) => void }) {
  const names = text.split('\n').filter(Boolean);
  return (
    <fieldset className="files">
      <legend>{label}</legend>
      {names.length === 0 ? <p className="quiet">None.</p> : null}
      <ul>
        {names.map((name) => (
          <li key={name}>
            <span className="break">
              <Shown text={name} />
            </span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Leave out ${name}`}
              onClick={() => onChange(names.filter((one) => one !== name).join('\n'))}
            >
              Leave out
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

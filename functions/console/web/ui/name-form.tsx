import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ErrorState } from './states.tsx';

type NameFormProps = {
  label: string;
  placeholder?: string;
  /** What the button says. */
  action: string;
  /** To make it; `clear` empties the field, once it is made. */
  onMake: (name: string, clear: () => void) => void;
  making: { isPending: boolean; error: Error | null };
};

/** Makes something that needs no more than a name. */
export function NameForm({ label, placeholder, action, onMake, making }: NameFormProps) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onMake(name, () => setName(''));
  };
  return (
    <form onSubmit={submit}>
      <Group className="fields" align="flex-end">
        <TextInput
          required
          label={label}
          {...(placeholder ? { placeholder } : {})}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" loading={making.isPending} disabled={name.trim() === ''}>
          {action}
        </Button>
      </Group>
      {making.error ? <ErrorState error={making.error} /> : null}
    </form>
  );
}

import { Button, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { ErrorState } from '../ui/states.tsx';
import { newMessageId } from './message-id.ts';

type ComposerProps = {
  label: string;
  /** Resolves when the API has taken the message. */
  send: (message: { text: string; messageId: string }) => Promise<unknown>;
};

/** Where a person writes to an agent. A message whose answer was lost is sent once more under the same id. */
export function Composer({ label, send }: ComposerProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const messageId = useRef(newMessageId());
  const submit = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await send({ text: text.trim(), messageId: messageId.current });
      messageId.current = newMessageId();
      setText('');
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {error ? <ErrorState error={error} /> : null}
      <div className="composer-row">
        <Textarea
          aria-label={label}
          placeholder={label}
          value={text}
          maxLength={10_000}
          autosize
          minRows={1}
          maxRows={8}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void submit();
          }}
        />
        <Button type="submit" loading={busy} disabled={text.trim() === ''}>
          Send
        </Button>
      </div>
    </form>
  );
}

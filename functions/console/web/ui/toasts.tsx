import { Button, CloseButton } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { Icon } from './icons.tsx';
import { Shown } from './shown.tsx';

type Toast = {
  says: string;
  kind?: 'done' | 'trouble';
  /** Something that can be done about it. */
  action?: { label: string; run: () => void };
};
type Says = { toast: (toast: Toast) => void; announce: (says: string) => void };

const SHOWN_MS = 7_000;
const Context = createContext<Says>({ toast: () => undefined, announce: () => undefined });

/** `toast` shows something for a moment and says it aloud; `announce` only says it, to people who do not see the page. */
export function useToasts(): Says {
  return useContext(Context);
}

export function ToastsProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<(Toast & { id: number })[]>([]);
  const [said, setSaid] = useState('');
  const toast = useCallback((its: Toast) => {
    const id = performance.now();
    setToasts((before) => [...before.slice(-2), { ...its, id }]);
  }, []);
  const close = useCallback((id: number) => setToasts((before) => before.filter((one) => one.id !== id)), []);
  const says = useMemo(() => ({ toast, announce: setSaid }), [toast]);
  return (
    <Context.Provider value={says}>
      {children}
      <div className="unseen" aria-live="polite" id="announcements">
        {said}
      </div>
      <section className="toasts" aria-live="polite" aria-label="Messages">
        {toasts.map((one) => (
          <ToastView key={one.id} toast={one} close={() => close(one.id)} />
        ))}
      </section>
    </Context.Provider>
  );
}

function ToastView({ toast, close }: { toast: Toast; close: () => void }) {
  const { says, kind = 'done', action } = toast;
  const [rests, setRests] = useState(false);
  useEffect(() => {
    // Whoever reads it, or is about to press its button, is given time.
    if (rests) return;
    const timer = window.setTimeout(close, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [rests, close]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing happens by it but that the message stays
    <div
      className="toast"
      data-kind={kind}
      onMouseEnter={() => setRests(true)}
      onMouseLeave={() => setRests(false)}
      onFocus={() => setRests(true)}
      onBlur={() => setRests(false)}
    >
      <Icon name={kind === 'done' ? 'approvals' : 'warning'} />
      <p>
        <Shown text={says} />
      </p>
      {action ? (
        <Button size="compact-sm" variant="light" onClick={action.run}>
          {action.label}
        </Button>
      ) : null}
      <CloseButton size="sm" aria-label="Close this message" onClick={close} />
    </div>
  );
}

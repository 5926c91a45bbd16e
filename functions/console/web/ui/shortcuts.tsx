import { Kbd, Stack, Switch, Table, Text } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { typesText } from './types-text.ts';

/** `keys`: one key, e.g. `j`, or two after each other, e.g. `g a`. */
type Shortcut = { keys: string; label: string; run: () => void };
type Group = { title: string; shortcuts: Shortcut[] };
type Registry = { groups: Set<{ current: Group }>; showHelp: () => void };

const Context = createContext<Registry>({ groups: new Set(), showHelp: () => undefined });
const OFF = 'countersign.shortcuts-off';
const SEQUENCE_MS = 1_200;

/** Keys that work while the caller is on the page; `?` shows them all. */
export function useShortcuts(title: string, shortcuts: Shortcut[]): void {
  const { groups } = useContext(Context);
  const latest = useRef<Group>({ title, shortcuts });
  useEffect(() => {
    latest.current = { title, shortcuts };
  });
  useEffect(() => {
    groups.add(latest);
    return () => void groups.delete(latest);
  }, [groups]);
}

export function useShortcutHelp(): () => void {
  return useContext(Context).showHelp;
}

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Group[]>();
  const [off, setOff] = useState(() => localStorage.getItem(OFF) !== null);
  const registry = useMemo<Registry>(() => {
    const groups = new Set<{ current: Group }>();
    return { groups, showHelp: () => setShown([...groups].map(({ current }) => current)) };
  }, []);
  useEffect(() => (off ? undefined : listen(registry)), [registry, off]);
  const turn = (on: boolean) => {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
    setOff(!on);
  };
  return (
    <Context.Provider value={registry}>
      {children}
      <Dialog opened={shown !== undefined} onClose={() => setShown(undefined)} title="Keyboard shortcuts">
        <Stack>
          {shown?.map((group) => (
            <ShortcutTable key={group.title} {...group} />
          ))}
          {/* WCAG 2.1.4: who speaks to their computer must be able to turn single keys off. */}
          <Switch
            label="Shortcuts of a single key"
            checked={!off}
            onChange={(event) => turn(event.currentTarget.checked)}
          />
        </Stack>
      </Dialog>
    </Context.Provider>
  );
}

function ShortcutTable({ title, shortcuts }: Group) {
  return (
    <Table captionSide="top" withRowBorders={false} verticalSpacing={4}>
      <Table.Caption ta="left">
        <Text component="span" fw={600} c="var(--mantine-color-text)">
          {title}
        </Text>
      </Table.Caption>
      <Table.Tbody>
        {shortcuts.map(({ keys, label }) => (
          <Table.Tr key={keys}>
            <Table.Th w="6rem" fw={400}>
              {keys.split(' ').map((key) => (
                <Kbd key={key} mr={4}>
                  {key}
                </Kbd>
              ))}
            </Table.Th>
            <Table.Td>{label}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** @returns what ends it */
function listen({ groups, showHelp }: Registry): () => void {
  let before: { key: string; at: number } | undefined;
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (typesText(event.target) || document.querySelector('[role="dialog"]')) return;
    const all = [...groups].flatMap(({ current }) => current.shortcuts);
    const sequence = before && event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${event.key}` : event.key;
    before = { key: event.key, at: event.timeStamp };
    const found = all.findLast(({ keys }) => keys === sequence) ?? all.findLast(({ keys }) => keys === event.key);
    const run = found?.run ?? (event.key === '?' ? showHelp : undefined);
    if (!run) return;
    event.preventDefault();
    before = undefined;
    run();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

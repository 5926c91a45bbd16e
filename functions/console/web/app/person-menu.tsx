import { Button, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Icon } from '../ui/icons.tsx';
import { useShortcutHelp } from '../ui/shortcuts.tsx';
import { Shown } from '../ui/shown.tsx';
import { useRead } from './queries.ts';
import { useSignIn } from './services.ts';

const SCHEMES = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** Who is signed in, how the page looks, and the way out. */
export function PersonMenu() {
  const { data: me } = useRead('GET /me');
  const signIn = useSignIn();
  const showShortcuts = useShortcutHelp();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={230} shadow="md">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          leftSection={<Icon name="person" />}
          aria-label={me ? `Signed in as ${me.name}` : 'You'}
        >
          <span className="person-name">{me?.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {me ? (
          <Menu.Label>
            <Text size="sm" fw={600} c="var(--mantine-color-text)">
              <Shown text={me.name} />
            </Text>
            <Shown text={`${me.email} · ${me.role}`} />
          </Menu.Label>
        ) : null}
        <Menu.Item onClick={() => void navigate({ to: '/me' })}>Your notifications</Menu.Item>
        <Menu.Item onClick={showShortcuts}>Keyboard shortcuts</Menu.Item>
        <Menu.Divider />
        <Menu.Label>Looks</Menu.Label>
        {Object.entries(SCHEMES).map(([scheme, label]) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            rightSection={scheme === colorScheme ? <Icon name="approvals" /> : null}
            onClick={() => setColorScheme(scheme as keyof typeof SCHEMES)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signIn.end()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

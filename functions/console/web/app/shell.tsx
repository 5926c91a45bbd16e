import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useShortcutHelp, useShortcuts } from '../ui/shortcuts.tsx';
import { Refused } from './api-client.ts';
import { Bell } from './bell.tsx';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { NobodyTold } from './nobody-told.tsx';
import { NotAMember } from './not-a-member.tsx';
import { PersonMenu } from './person-menu.tsx';
import { useRead } from './queries.ts';

/** What stands around every page: who is signed in, what waits, and where one can go. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  useShortcuts('Everywhere', [
    { keys: 'g a', label: 'Go to what waits for approval', run: () => void navigate({ to: '/' }) },
    { keys: '?', label: 'Show these shortcuts', run: useShortcutHelp() },
  ]);
  const { error } = useRead('GET /me');
  if (error instanceof Refused && error.problem.code === 'NOT_A_MEMBER') return <NotAMember />;
  return (
    <div className="shell">
      <header className="top">
        <button type="button" className="skip" onClick={() => main.current?.focus()}>
          Skip to content
        </button>
        <Link to="/" className="brand">
          <Brand />
        </Link>
        <div className="top-right">
          <Bell />
          <PersonMenu />
        </div>
      </header>
      <Navigation />
      <main className="main" ref={main} tabIndex={-1}>
        <NobodyTold />
        <Outlet />
      </main>
    </div>
  );
}

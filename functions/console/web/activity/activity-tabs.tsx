import { Link } from '@tanstack/react-router';

const current = { activeProps: { 'aria-current': 'page' as const } };

/** The parts of what agents do: what waits, what was done, and how much of it. */
export function ActivityTabs() {
  return (
    <nav className="tabs" aria-label="Activity">
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }} {...current}>
        Approvals
      </Link>
      <Link to="/activity" {...current}>
        Actions
      </Link>
      <Link to="/numbers" {...current}>
        Numbers
      </Link>
    </nav>
  );
}

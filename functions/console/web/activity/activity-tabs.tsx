import { Link } from '@tanstack/react-router';

/** The parts of what agents do: what waits, what was done, and how much of it. */
export function ActivityTabs() {
  return (
    <nav className="tabs" aria-label="Activity">
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
        Approvals
      </Link>
    </nav>
  );
}

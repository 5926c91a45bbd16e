import { Link } from '@tanstack/react-router';

const PLACES = [
  { to: '/', label: 'Approvals' },
  { to: '/activity', label: 'Actions' },
  { to: '/numbers', label: 'Numbers' },
] as const;

/** The parts of what agents do: what waits, what was done, and how much of it. */
export function ActivityTabs() {
  return (
    <nav className="tabs" aria-label="Activity">
      <ul>
        {PLACES.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ exact: to === '/', includeSearch: false }}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

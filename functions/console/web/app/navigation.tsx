import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../ui/icons.tsx';
import { useRead } from './queries.ts';

type Place = {
  to: '/' | '/activity' | '/agents' | '/people' | '/workspace';
  label: string;
  icon: IconName;
  admins?: true;
};

const PLACES: Place[] = [
  { to: '/', label: 'Approvals', icon: 'approvals' },
  { to: '/activity', label: 'Activity', icon: 'activity' },
  { to: '/agents', label: 'Agents', icon: 'agents' },
  { to: '/people', label: 'People', icon: 'people' },
  { to: '/workspace', label: 'Workspace', icon: 'workspace', admins: true },
];

/** At the side, and on a phone at the bottom, where a thumb reaches it. */
export function Navigation() {
  const { data: me } = useRead('GET /me');
  const places = PLACES.filter(({ admins }) => !admins || me?.role === 'admin');
  return (
    <nav className="side" aria-label="Pages">
      <ul>
        {places.map(({ to, label, icon }) => (
          <li key={to}>
            <Link to={to} activeProps={{ 'aria-current': 'page' }} activeOptions={{ exact: to === '/' }}>
              <Icon name={icon} />
              <span>{label}</span>
              {to === '/' ? <Waiting /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** How many wait for this person, as far as one page of the list goes. */
function Waiting() {
  const { data } = useRead('GET /approvals', { query: { limit: 25 } }, { every: 5_000 });
  const count = data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="count">
      {count}
      {data?.next ? '+' : ''}
      <span className="unseen"> waiting</span>
    </span>
  );
}

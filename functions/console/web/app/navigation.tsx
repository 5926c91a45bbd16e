import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../ui/icons.tsx';
import { useRead } from './queries.ts';

type Place = { to: '/'; label: string; icon: IconName };

const PLACES: Place[] = [{ to: '/', label: 'Approvals', icon: 'approvals' }];

/** At the side, and on a phone at the bottom, where a thumb reaches it. */
export function Navigation() {
  return (
    <nav className="side" aria-label="Pages">
      <ul>
        {PLACES.map(({ to, label, icon }) => (
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

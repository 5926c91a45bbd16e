import type { DayNumbers } from '#shared/routes/activity-routes.ts';
import { StackedBars } from './stacked-bars.tsx';

/** From the bottom of a bar to its top; each action of a day is in one of them. */
const PARTS = [
  {
    key: 'allowed',
    label: 'Allowed by a rule',
    states: (day: DayNumbers) => Math.max(0, day.total - day.asked - day.blocked),
  },
  {
    key: 'approved',
    label: 'Asked, approved',
    states: (day: DayNumbers) => Math.max(0, day.asked - day.rejected - day.pending - day.cancelled),
  },
  { key: 'rejected', label: 'Rejected or withdrawn', states: (day: DayNumbers) => day.rejected + day.cancelled },
  { key: 'pending', label: 'Waiting', states: (day: DayNumbers) => day.pending },
  { key: 'blocked', label: 'Blocked by a rule', states: (day: DayNumbers) => day.blocked },
] as const;

/** What agents asked for: a bar for each day. */
export function DaysChart({ days }: { days: DayNumbers[] }) {
  const rows = days.map((day) => ({
    ...{ name: day.day, total: day.total, title: `${dateInWords(day.day)}: ${day.total}` },
    counts: PARTS.map(({ states }) => states(day)),
  }));
  const dates = [days[0], days[Math.floor((days.length - 1) / 2)], days.at(-1)];
  return (
    <StackedBars
      {...{ caption: 'Actions by day', head: 'Day', parts: PARTS, rows }}
      below={
        <div className="dates">
          {dates.map((day) => (
            <span key={day?.day}>{day ? dateInWords(day.day) : ''}</span>
          ))}
        </div>
      }
    />
  );
}

/** Days are those of UTC, and so are their names. */
function dateInWords(day: string): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
}

import type { Window } from './capability-settings.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The week as a picture: seven days of 24 hours, filled where a window is open. The fields below say the same in words. */
export function WeekGrid({ windows }: { windows: Window[] }) {
  return (
    <svg className="week" viewBox="0 0 284 100" role="img" aria-label="The open hours of a week">
      {[0, 6, 12, 18, 24].map((hour) => (
        <text key={hour} x={34 + hour * 10} y={8} textAnchor="middle">
          {hour}
        </text>
      ))}
      {DAYS.map((day, row) => (
        <g key={day} transform={`translate(0 ${12 + row * 12.5})`}>
          <text x={0} y={8}>
            {day}
          </text>
          {HOURS.map((hour) => (
            <rect
              key={hour}
              x={34 + hour * 10}
              y={0}
              width={9}
              height={10.5}
              rx={1.5}
              data-open={share(windows, day, hour)}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** How much of an hour is open: `all`, `some` or `none`. */
function share(windows: Window[], day: string, hour: number): 'all' | 'some' | 'none' {
  const [begin, end] = [hour * 60, (hour + 1) * 60];
  const parts = windows
    .filter(({ days }) => days.includes(day))
    .map(({ from, to }) => [Math.max(begin, minutes(from)), Math.min(end, minutes(to))] as const)
    .filter(([from, to]) => from < to);
  if (parts.some(([from, to]) => from === begin && to === end)) return 'all';
  return parts.length > 0 ? 'some' : 'none';
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

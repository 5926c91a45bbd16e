import type { DayNumbers } from '#shared/routes/activity-routes.ts';
import { topOf } from './top-of.ts';

/** Width of a day in the picture, which is drawn as wide as there is room. */
const SLOT = 10;

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

/** Stacked bars, one a day; the same numbers stand in a table for who cannot see them. */
export function DaysChart({ days }: { days: DayNumbers[] }) {
  const top = topOf(Math.max(...days.map(({ total }) => total)));
  return (
    <>
      <div className="chart" aria-hidden="true">
        <div className="counts">
          <span>{top}</span>
          <span>{top / 2}</span>
          <span>0</span>
        </div>
        <svg className="days" viewBox={`0 0 ${days.length * SLOT} 100`} preserveAspectRatio="none" aria-hidden="true">
          {[0, 50, 100].map((y) => (
            <path key={y} d={`M0 ${y}H${days.length * SLOT}`} />
          ))}
          {days.map((day, index) => (
            <Bar key={day.day} day={day} x={index * SLOT} scale={100 / top} />
          ))}
        </svg>
        <div className="dates">
          {[days[0], days[Math.floor((days.length - 1) / 2)], days.at(-1)].map((day) => (
            <span key={day?.day}>{day ? dateInWords(day.day) : ''}</span>
          ))}
        </div>
      </div>
      <ul className="legend" aria-hidden="true">
        {PARTS.map(({ key, label }) => (
          <li key={key} data-part={key}>
            {label}
          </li>
        ))}
      </ul>
      <div className="unseen">
        <table>
          <caption>Actions by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {PARTS.map(({ key, label }) => (
                <th scope="col" key={key}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th scope="row">{day.day}</th>
                {PARTS.map(({ key, states }) => (
                  <td key={key}>{states(day)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

type BarProps = { day: DayNumbers; x: number; scale: number };

function Bar({ day, x, scale }: BarProps) {
  let y = 100;
  return (
    <g>
      <title>{`${dateInWords(day.day)}: ${day.total}`}</title>
      {PARTS.map(({ key, states }) => {
        const height = states(day) * scale;
        y -= height;
        return height > 0 ? (
          <rect key={key} data-part={key} x={x + SLOT * 0.15} y={y} width={SLOT * 0.7} height={height} />
        ) : null;
      })}
    </g>
  );
}

/** Days are those of UTC, and so are their names. */
function dateInWords(day: string): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
}

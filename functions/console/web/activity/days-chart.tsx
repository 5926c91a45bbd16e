import type { DayNumbers } from '#shared/routes/activity-routes.ts';

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

const HEIGHT = 160;
const BAR = 20;
const GAP = 8;

/** Stacked bars, one a day; the same numbers stand in a table for who cannot see them. */
export function DaysChart({ days }: { days: DayNumbers[] }) {
  const most = Math.max(1, ...days.map(({ total }) => total));
  const width = days.length * (BAR + GAP);
  return (
    <>
      <svg
        className="days"
        viewBox={`0 0 ${width} ${HEIGHT + 18}`}
        aria-hidden="true"
        preserveAspectRatio="xMinYMid meet"
      >
        {days.map((day, index) => (
          <Bar key={day.day} day={day} x={index * (BAR + GAP)} scale={HEIGHT / most} isNamed={index % 7 === 0} />
        ))}
      </svg>
      <ul className="legend" aria-hidden="true">
        {PARTS.map(({ key, label }) => (
          <li key={key} data-part={key}>
            {label}
          </li>
        ))}
      </ul>
      <table className="unseen">
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
    </>
  );
}

type BarProps = { day: DayNumbers; x: number; scale: number; isNamed: boolean };

function Bar({ day, x, scale, isNamed }: BarProps) {
  let y = HEIGHT;
  return (
    <g>
      <title>{`${day.day}: ${day.total}`}</title>
      {PARTS.map(({ key, states }) => {
        const height = states(day) * scale;
        y -= height;
        return height > 0 ? (
          <rect key={key} data-part={key} x={x} y={y} width={BAR} height={Math.max(0, height - 1)} rx="2" />
        ) : null;
      })}
      {day.total === 0 ? <rect data-part="none" x={x} y={HEIGHT - 2} width={BAR} height="2" rx="1" /> : null}
      {isNamed ? (
        <text x={x} y={HEIGHT + 14}>
          {day.day.slice(5)}
        </text>
      ) : null}
    </g>
  );
}

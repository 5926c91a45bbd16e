import type { ActivityNumbers } from '#shared/routes/activity-routes.ts';
import { durationInWords } from './duration-in-words.ts';
import { topOf } from './top-of.ts';

type Time = ActivityNumbers['decisions']['times'][number];

const SLOT = 10;
const PARTS = [
  { key: 'approved', label: 'Approved' },
  { key: 'rejected', label: 'Rejected' },
] as const;

/** How long people took: a bar for each span of time. The same numbers stand in a table for who cannot see them. */
export function TimesChart({ times }: { times: Time[] }) {
  const top = topOf(Math.max(...times.map(({ approved, rejected }) => approved + rejected)));
  const width = times.length * SLOT;
  return (
    <>
      <div className="chart" aria-hidden="true">
        <div className="counts">
          <span>{top}</span>
          <span>{top / 2}</span>
          <span>0</span>
        </div>
        <svg className="days" viewBox={`0 0 ${width} 100`} preserveAspectRatio="none" aria-hidden="true">
          {[0, 50, 100].map((y) => (
            <path key={y} d={`M0 ${y}H${width}`} />
          ))}
          {times.map((time, index) => (
            <Bar key={nameOf(times, index)} time={time} x={index * SLOT} scale={100 / top} />
          ))}
        </svg>
        <div className="spans">
          {times.map((_, index) => (
            <span key={nameOf(times, index)}>{shortNameOf(times, index)}</span>
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
          <caption>Decisions by the time that they took</caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {PARTS.map(({ key, label }) => (
                <th scope="col" key={key}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {times.map((time, index) => (
              <tr key={nameOf(times, index)}>
                <th scope="row">{nameOf(times, index)}</th>
                {PARTS.map(({ key }) => (
                  <td key={key}>{time[key]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Bar({ time, x, scale }: { time: Time; x: number; scale: number }) {
  let y = 100;
  return PARTS.map(({ key }) => {
    const height = time[key] * scale;
    y -= height;
    return height > 0 ? (
      <rect key={key} data-part={key} x={x + SLOT * 0.15} y={y} width={SLOT * 0.7} height={height} />
    ) : null;
  });
}

/** Below the bars, of which each says `up to`. */
function shortNameOf(times: Time[], index: number): string {
  const { upToSeconds } = times[index] ?? {};
  return upToSeconds === undefined ? 'more' : durationInWords(upToSeconds);
}

/** `≤ 10 s`, and of the last one `> 3 days`. */
function nameOf(times: Time[], index: number): string {
  const { upToSeconds } = times[index] ?? {};
  if (upToSeconds !== undefined) return `≤ ${durationInWords(upToSeconds)}`;
  return `> ${durationInWords(times[index - 1]?.upToSeconds ?? 0)}`;
}

import type { ReactNode } from 'react';
import { topOf } from './top-of.ts';

/** Width of a bar's place in the picture, which is drawn as wide as there is room. */
const SLOT = 10;

type Part = { key: string; label: string };
type Row = {
  /** Of this bar only, as the table says it. */
  name: string;
  /** How many of each part, in the order of the parts. */
  counts: number[];
  /** What the highest bar is measured by. */
  total: number;
  /** Shown by whoever rests on the bar. */
  title?: string;
};
type StackedBarsProps = { caption: string; head: string; parts: readonly Part[]; rows: Row[]; below: ReactNode };

/** Stacked bars, from the bottom of each to its top; the same numbers stand in a table for who cannot see them. */
export function StackedBars({ caption, head, parts, rows, below }: StackedBarsProps) {
  const top = topOf(Math.max(...rows.map(({ total }) => total)));
  const width = rows.length * SLOT;
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
          {rows.map((row, index) => (
            <Bar key={row.name} {...{ row, parts }} x={index * SLOT} scale={100 / top} />
          ))}
        </svg>
        {below}
      </div>
      <ul className="legend" aria-hidden="true">
        {parts.map(({ key, label }) => (
          <li key={key} data-part={key}>
            {label}
          </li>
        ))}
      </ul>
      <div className="unseen">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {parts.map(({ key, label }) => (
                <th scope="col" key={key}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, counts }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {parts.map(({ key }, at) => (
                  <td key={key}>{counts[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

type BarProps = { row: Row; parts: readonly Part[]; x: number; scale: number };

function Bar({ row: { counts, title }, parts, x, scale }: BarProps) {
  let y = 100;
  return (
    <g>
      {title ? <title>{title}</title> : null}
      {parts.map(({ key }, at) => {
        const height = (counts[at] ?? 0) * scale;
        y -= height;
        return height > 0 ? (
          <rect key={key} data-part={key} x={x + SLOT * 0.15} y={y} width={SLOT * 0.7} height={height} />
        ) : null;
      })}
    </g>
  );
}

import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import type { Window } from './capability-settings.ts';
import { between, type Cell, DAYS, openIn, paint } from './week.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const SAYS = { all: 'open', some: 'partly open', none: 'closed' };
const STEPS: Record<string, [day: number, hour: number]> = {
  ...{ ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] },
  ...{ PageUp: [0, -6], PageDown: [0, 6], Home: [-6, 0], End: [6, 0] },
};

type WeekGridProps = { windows: Window[]; onChange: (windows: Window[]) => void };

/**
 * The week, to be opened and closed by the hour: pressed one by one, drawn over with a mouse, or by keyboard. A finger only
 * presses, so that it can still scroll. One hour stays open at least: to close all of them is to turn the capability off.
 */
export function WeekGrid({ windows, onChange }: WeekGridProps) {
  const hint = useId();
  const [at, setAt] = useState<Cell>({ day: 0, hour: 9 });
  const grid = useRef<HTMLTableElement>(null);
  const set = (cells: Cell[], open: boolean, from = windows) => {
    const next = paint(from, cells, open);
    if (next.length > 0) onChange(next);
  };
  const toggle = (cell: Cell) => set([cell], openIn(windows, cell) !== 'all');
  const drawing = useDrawing((first, last, open, from) => set(between(first, last), open, from));
  const onKey = (event: KeyboardEvent, cell: Cell) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step) {
      const next = { day: clamp(cell.day + step[0], 6), hour: clamp(cell.hour + step[1], 23) };
      if (event.shiftKey) set(between(cell, next), openIn(windows, cell) === 'all');
      setAt(next);
      grid.current?.querySelector<HTMLElement>(`[data-at="${next.day} ${next.hour}"]`)?.focus();
    } else if (event.key === ' ' || event.key === 'Enter') toggle(cell);
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <p className="quiet" id={hint}>
        Press an hour to open or close it, or draw over several. By keyboard: arrows move, Space opens and closes, Shift
        with arrows goes on as the hour is that you come from.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of ARIA is a table that is worked with */}
      <table className="week" role="grid" aria-label="Open hours of the week" aria-describedby={hint} ref={grid}>
        <thead>
          <tr>
            <td />
            {DAYS.map((day) => (
              <th scope="col" key={day}>
                {nameOf(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {HOURS.map((hour) => (
            <tr key={hour}>
              <th scope="row">{`${hour}:00`}</th>
              {DAYS.map((name, day) => {
                const cell = { day, hour };
                const open = openIn(windows, cell);
                return (
                  <td
                    key={name}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid is what it is
                    role="gridcell"
                    data-at={`${day} ${hour}`}
                    data-open={open}
                    aria-selected={open === 'all'}
                    tabIndex={at.day === day && at.hour === hour ? 0 : -1}
                    onFocus={() => setAt(cell)}
                    onKeyDown={(event) => onKey(event, cell)}
                    onPointerDown={(event) => drawing.begin(event, cell, open !== 'all', windows)}
                    onPointerEnter={() => drawing.goOn(cell)}
                    onClick={() => drawing.isClickOfMouse() || toggle(cell)}
                  >
                    <span className="unseen">{SAYS[open]}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Draw = (first: Cell, last: Cell, open: boolean, from: Window[]) => void;

/** With a mouse or a pen: from where it is pressed to where it is now, on the windows as they were at first. */
function useDrawing(draw: Draw) {
  const begun = useRef<{ cell: Cell; open: boolean; from: Window[] }>(undefined);
  const byMouse = useRef(false);
  useEffect(() => {
    const end = () => {
      begun.current = undefined;
    };
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, []);
  return {
    begin: (
      { pointerType, button, pointerId, currentTarget }: PointerEvent,
      cell: Cell,
      open: boolean,
      from: Window[],
    ) => {
      byMouse.current = pointerType !== 'touch';
      if (!byMouse.current || button !== 0) return;
      // A pen holds on to where it was pressed: it is to be seen where it goes.
      if (currentTarget.hasPointerCapture(pointerId)) currentTarget.releasePointerCapture(pointerId);
      begun.current = { cell, open, from };
      draw(cell, cell, open, from);
    },
    goOn: (cell: Cell) => {
      const first = begun.current;
      if (first) draw(first.cell, cell, first.open, first.from);
    },
    /** What a press did is done; a finger, or a program that presses for somebody, comes as a click alone. */
    isClickOfMouse: () => {
      const was = byMouse.current;
      byMouse.current = false;
      return was;
    },
  };
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));

function nameOf(day: string): string {
  return `${day[0]?.toUpperCase()}${day.slice(1)}`;
}

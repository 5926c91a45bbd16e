import type { Window } from './capability-settings.ts';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** An hour of the week: the place of its day in {@link DAYS}, and 0 to 23. */
export type Cell = { day: number; hour: number };
/** Minutes of a day; the second one is the first that is closed again. */
type Span = readonly [number, number];

/** How much of an hour is open. */
export function openIn(windows: Window[], { day, hour }: Cell): 'all' | 'some' | 'none' {
  const [begin, end] = spanOf(hour);
  const parts = spansOf(windows, DAYS[day] ?? '').filter(([from, to]) => from < end && to > begin);
  if (parts.some(([from, to]) => from <= begin && to >= end)) return 'all';
  return parts.length > 0 ? 'some' : 'none';
}

/** The windows after these hours were opened or closed as a whole; what else there is stays, to the minute. */
export function paint(windows: Window[], cells: Cell[], open: boolean): Window[] {
  const days = DAYS.map((name, day) => {
    const hours = cells.filter((cell) => cell.day === day).map(({ hour }) => spanOf(hour));
    const spans = spansOf(windows, name);
    return open ? merged([...spans, ...hours]) : hours.reduce<Span[]>(without, spans);
  });
  return windowsOf(days);
}

/** All hours between two, as of a rectangle with these corners. */
export function between(one: Cell, other: Cell): Cell[] {
  const range = (a: number, b: number) =>
    Array.from({ length: Math.abs(a - b) + 1 }, (_, index) => Math.min(a, b) + index);
  return range(one.day, other.day).flatMap((day) => range(one.hour, other.hour).map((hour) => ({ day, hour })));
}

const spanOf = (hour: number): Span => [hour * 60, (hour + 1) * 60];

function spansOf(windows: Window[], day: string): Span[] {
  return merged(
    windows.filter(({ days }) => days.includes(day)).map(({ from, to }) => [minutes(from), minutes(to)] as const),
  );
}

/** In order, and what touches is one. */
function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const [from, to] of spans.filter(([begin, end]) => begin < end).toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)];
    else all.push([from, to]);
  }
  return all;
}

function without(spans: Span[], [begin, end]: Span): Span[] {
  const parts = spans.flatMap(([from, to]): Span[] => [
    [from, Math.min(to, begin)],
    [Math.max(from, end), to],
  ]);
  return merged(parts);
}

/** Days with the same times are one window. */
function windowsOf(days: Span[][]): Window[] {
  const windows = new Map<string, Window>();
  const spans = days.flatMap((all, day) => all.map((span) => ({ span, day: DAYS[day] ?? '' })));
  for (const { span, day } of spans.toSorted((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])) {
    const [from, to] = [clock(span[0]), clock(span[1])];
    const known = windows.get(`${from} ${to}`);
    windows.set(`${from} ${to}`, { days: [...(known?.days ?? []), day], from, to });
  }
  return [...windows.values()];
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

function clock(at: number): string {
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}

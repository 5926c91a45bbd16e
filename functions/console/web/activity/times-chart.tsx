import type { ActivityNumbers } from '#shared/routes/activity-routes.ts';
import { durationInWords } from './duration-in-words.ts';
import { StackedBars } from './stacked-bars.tsx';

type Time = ActivityNumbers['decisions']['times'][number];

const PARTS = [
  { key: 'approved', label: 'Approved' },
  { key: 'rejected', label: 'Rejected' },
] as const;

/** How long people took: a bar for each span of time. */
export function TimesChart({ times }: { times: Time[] }) {
  const rows = times.map(({ approved, rejected }, index) => {
    return { name: nameOf(times, index), total: approved + rejected, counts: [approved, rejected] };
  });
  return (
    <StackedBars
      {...{ caption: 'Decisions by the time that they took', head: 'Time', parts: PARTS, rows }}
      below={
        <div className="spans">
          {rows.map(({ name }, index) => (
            <span key={name}>{shortNameOf(times, index)}</span>
          ))}
        </div>
      }
    />
  );
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

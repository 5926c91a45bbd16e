import { useEffect, useState } from 'react';
import { ageInWords, timeInWords } from './words.ts';

const EVERY_MS = 10_000;

/** How long ago something was, kept true while it is seen; the exact time is its title. */
export function Age({ since }: { since: string }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date()), EVERY_MS);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <time dateTime={since} title={timeInWords(since)}>
      {ageInWords(since, now)}
    </time>
  );
}

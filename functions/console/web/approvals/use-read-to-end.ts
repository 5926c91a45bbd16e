import { type RefObject, useEffect, useState } from 'react';

/** What was read to its end already, on this page. */
const read = new Set<string>();

/**
 * Whether a decision on content that is longer than two screens still waits for its end to have been in view: what is
 * dangerous may stand last. `what` names the content, so that it is read once, and other content anew.
 */
export function useReadToEnd(
  what: string,
  content: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
): boolean {
  // Until it is measured it waits: a quick press must not come before that.
  const [done, setDone] = useState<string>();
  useEffect(() => {
    if (!content.current || !end.current) return;
    if (read.has(what) || content.current.offsetHeight <= 2 * window.innerHeight) return setDone(what);
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      read.add(what);
      setDone(what);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [what, content, end]);
  return done !== what;
}

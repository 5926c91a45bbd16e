import type { CardView } from './card-view.ts';

const read = new Set<string>();

/**
 * Holds back a decision on content that is longer than two screens until its end was in view: what is dangerous may
 * stand last. `what` names the content, so that it is read once and other content anew.
 */
export function afterReadingToTheEnd(
  { content, end }: Pick<CardView, 'content' | 'end'>,
  what: string,
  waits: (value: boolean) => void,
  signal: AbortSignal,
): void {
  if (read.has(what) || content.offsetHeight <= 2 * window.innerHeight) return;
  waits(true);
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    read.add(what);
    waits(false);
  });
  observer.observe(end);
  signal.addEventListener('abort', () => observer.disconnect());
}

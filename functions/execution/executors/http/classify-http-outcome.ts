import type { Attempt } from '#shared/outbound/pinned-request.ts';
import { NOT_PUBLIC } from '#shared/outbound/resolve-public.ts';
import type { EffectResult, NotDone } from '../../effect.ts';

/** The part of an attempt that says whether it was done. */
export type Heard =
  | Exclude<Attempt, { reached: 'server' }>
  | { reached: 'server'; status: number; read: 'whole' | 'capped' | 'cut' };

/**
 * What an answer, or the lack of one, says about a request. Done: 2xx, and 3xx, whose redirect is the result. Not begun:
 * no byte left us, or the server said "not now" before it looked (429; 425, RFC 8470). Refused: any other 4xx. Unknown:
 * 5xx, 408 (it gave up on us, or something between gave up on it), and whatever was cut off. With a declared key, 409
 * is unknown too: an earlier try with this key may still be running.
 */
export function classifyHttpOutcome(
  heard: Heard,
  { idempotent, providerId }: { idempotent: boolean; providerId: string },
): EffectResult {
  if (heard.reached === 'nobody') return classifyUnreached(heard.code);
  if (heard.reached === 'maybe') return { known: 'unknown', code: heard.code };
  const { status, read } = heard;
  const code = `http_${status}`;
  if (status === 429 || status === 425) return { known: 'not_begun', code };
  if (status === 408 || (status === 409 && idempotent)) return { known: 'unknown', code };
  if (status >= 400 && status < 500) return { known: 'refused', code };
  if (status < 200 || status >= 500) return { known: 'unknown', code };
  return read === 'cut' ? { known: 'unknown', code: 'answer_cut_off' } : { known: 'done', code, providerId };
}

/** What it says that there is no way to a server. */
export function classifyUnreached(code: string): NotDone {
  return { known: code === NOT_PUBLIC ? 'refused' : 'not_begun', code };
}

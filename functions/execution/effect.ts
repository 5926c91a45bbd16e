import type { Action } from '#shared/action/action.ts';
import type { Answer } from '#shared/action/answer.ts';
import type { Content } from '#shared/action/content.ts';
import type { Agent } from '#shared/agent/agent.ts';

/** What came back from the other side, where that is worth keeping. */
type Heard = { answer?: Answer };

/** Nothing was done: refused for good, or surely not begun and worth another try. */
export type NotDone = { known: 'refused' | 'not_begun'; code: string };

/** What is known after one try of an effect. When in doubt: `unknown`. */
export type EffectResult = Heard &
  (NotDone | { known: 'done'; providerId: string; code: string } | { known: 'unknown'; code: string });

/** What an effect knows of the try that it is prepared for. There is no claim yet. */
export type About = {
  action: Action;
  /** As it was read for this try: an effect reads nothing more of our tables. */
  agent: Agent;
  /** 0 for what the guardrail allowed. */
  round: number;
  /** `<actionId>#<round>`: the same in every try of one approval, another one when it is sent again. */
  idempotencyKey: string;
  /** Rings when the time for the preparation is over. */
  signal: AbortSignal;
};

/**
 * All that can fail for boring reasons is behind: attachments and secrets are read, names are resolved, bytes are built.
 * `send` begins the effect in the synchronous stretch in which it is called, does it once, without retries, and does
 * not throw: it knows best what an error means.
 */
export type Preparation =
  | { ready: true; send: (claimId: string) => Promise<EffectResult> }
  | { ready: false; result: NotDone };

/** Makes an effect ready, before its row is claimed, so that no claim waits for it. Nothing of the effect happens here. */
export type Prepare = (content: Content, about: About) => Promise<Preparation>;

export function notReady(known: NotDone['known'], code: string): Preparation {
  return { ready: false, result: { known, code } };
}

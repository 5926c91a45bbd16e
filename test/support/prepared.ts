import type { Content } from '#shared/action/content.ts';
import type { About, EffectResult, Preparation, Prepare } from '../../functions/execution/effect.ts';
import { anAgent } from './builders.ts';

/** An effect that needs no preparation. */
export type TestEffect = (content: Content, about: About & { claimId: string }) => Promise<EffectResult>;

export function withoutPreparation(effect: TestEffect): Prepare {
  return async (content, about) => ({ ready: true, send: (claimId) => effect(content, { ...about, claimId }) });
}

/** What an executor does with a preparation: sends what is ready, and takes what is not as the result. */
export async function sendPrepared(
  preparing: Preparation | Promise<Preparation>,
  claimId = 'clm_1',
): Promise<EffectResult> {
  const preparation = await preparing;
  return preparation.ready ? preparation.send(claimId) : preparation.result;
}

/** The first try of round 1, by an agent that has these capabilities. */
export function aTry(capabilities: object, over: { idempotencyKey?: string } = {}) {
  const signal = AbortSignal.timeout(60_000);
  return { agent: anAgent({ capabilities }), idempotencyKey: 'act_1#1', signal, ...over };
}

import type { Action } from '#shared/action/action.ts';
import type { Content } from '#shared/action/content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { PREPARE_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import type { RowKey } from '#shared/ledger/ledger.ts';
import { errorFields, log } from '#shared/log.ts';
import { notReady, type Preparation, type Prepare } from './effect.ts';

/** What one try of an effect is prepared from. */
type Read = { action: Action; agent: Agent | undefined };

/** The preparation of one try, within its time. What throws or hangs before the claim has begun nothing. */
export async function prepareEffect(
  { prepare, timeoutMs = PREPARE_TIMEOUT_MS }: { prepare: Prepare; timeoutMs?: number | undefined },
  { action, agent }: Read,
  content: Content,
  { round }: RowKey,
): Promise<Preparation> {
  const { actionId } = action;
  if (!agent) return notReady('not_begun', 'unknown_agent');
  const signal = AbortSignal.timeout(timeoutMs);
  const about = { action, agent, round, signal, idempotencyKey: `${actionId}#${round}` };
  try {
    return await Promise.race([prepare(content, about), whenOver(signal)]);
  } catch (error) {
    log.error('preparation threw', { actionId, round, ...errorFields(error) });
    return notReady('not_begun', 'preparation_failed');
  }
}

function whenOver(signal: AbortSignal): Promise<Preparation> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(notReady('not_begun', 'preparation_timeout')), { once: true });
  });
}

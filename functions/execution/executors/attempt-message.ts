import type { DryRunResult } from '#shared/execution/dry-run.ts';
import { readPhone } from '#shared/guardrail/phone-number.ts';
import { type About, notReady, type Preparation } from '../effect.ts';
import { classifyMessagingError } from './classify-messaging-error.ts';

/** How long a dry run may take: an agent waits for it. */
const DRY_RUN_MS = 3_000;

export type AttemptOf = Pick<About, 'action' | 'round'>;

/**
 * Which attempt a message is. The service keeps it with the message, where a person who looks finds it, and gives it
 * back in delivery events, which can thus say of this very attempt that it was sent. Ids only: it is kept elsewhere, too.
 */
export function attemptContext({ action, round }: AttemptOf, claim: string): Record<string, string> {
  return { action: action.actionId, round: String(round), claim };
}

/**
 * One message, ready to be sent once. The number must stand in the content exactly as the guardrail compared it; another
 * way to write it could be read as another number by the service.
 */
export function prepareMessage(
  to: string,
  send: (claimId: string) => Promise<{ MessageId?: string | undefined }>,
): Preparation {
  const read = readPhone(to);
  if (!read.readable || read.address !== to) return notReady('refused', 'not_a_number');
  return {
    ready: true,
    send: async (claimId) => {
      try {
        const { MessageId } = await send(claimId);
        return MessageId
          ? { known: 'done', code: 'accepted', providerId: MessageId }
          : { known: 'unknown', code: 'no_message_id' };
      } catch (error) {
        return classifyMessagingError(error);
      }
    },
  };
}

/**
 * Asks the service, when an action is requested, whether it would take this message: `DryRun` checks its fields, the
 * number we send from, opt-outs, blocked countries, price and spend limit. Nobody is reached and nothing is charged;
 * whether the number answers, and what holds later when the message is sent, it does not say.
 *
 * Only a definite refusal counts. When the service cannot be reached, is busy (it takes five dry runs a second) or
 * fails, the message is just `not_validated` and its request goes on: an approval must not depend on a courtesy check.
 */
export async function dryRunMessage(
  send: (limits: { abortSignal: AbortSignal }) => Promise<unknown>,
): Promise<DryRunResult> {
  try {
    await send({ abortSignal: AbortSignal.timeout(DRY_RUN_MS) });
    return { dryRun: 'valid' };
  } catch (error) {
    const { known, code } = classifyMessagingError(error);
    return { dryRun: known === 'refused' ? 'refused' : 'not_validated', code };
  }
}

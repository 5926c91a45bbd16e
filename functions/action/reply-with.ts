import type { AgentOutcome } from '#shared/action/outcome.ts';
import { hasEnded, type ToldOutcome } from '#shared/action/told-outcome.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { type HttpReply, json } from '#shared/http.ts';

const REFUSED_INPUT: Record<string, ErrorCode> = {
  invalid_input: 'INVALID_INPUT',
  idempotency_conflict: 'IDEMPOTENCY_CONFLICT',
};

/**
 * The outcome of a request as HTTP says it: 200 where it has ended, 202 where it has not, and refusals by code. Throws
 * those, with the outcome's own words in them.
 */
export function replyWith(outcome: AgentOutcome | ToldOutcome): HttpReply {
  const refusal = refusalOf(outcome);
  if (refusal) throw new AppError(refusal, outcome);
  if (hasEnded(outcome)) return json(200, outcome);
  const reply = json(202, withPoll(outcome));
  return { ...reply, headers: { ...reply.headers, location: pollOf(outcome), 'retry-after': '5' } };
}

/** Says where to ask again, of what has not ended. */
export function withPoll<T extends AgentOutcome>(outcome: T): T & { poll?: string } {
  return hasEnded(outcome) ? outcome : { ...outcome, poll: pollOf(outcome) };
}

function pollOf({ actionId }: AgentOutcome): string {
  return `/actions/${actionId}?wait=20`;
}

function refusalOf({ outcome, reason = '' }: { outcome: string; reason?: string }): ErrorCode | undefined {
  if (outcome === 'blocked') return 'ACTION_BLOCKED';
  if (outcome === 'limited') return 'ACTION_LIMITED';
  return outcome === 'failed' ? REFUSED_INPUT[reason] : undefined;
}

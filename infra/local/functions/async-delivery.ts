import { setTimeout as sleep } from 'node:timers/promises';
import type { DeadLetters } from '../contract.ts';
import type { AsyncRules } from './async-rules.ts';
import { type GivenUp, keepFailedEvent } from './failure-record.ts';
import type { Invocation } from './function-worker.ts';
import type { QueuedEvent, QueuedEvents } from './queued-events.ts';
import type { Outcome } from './worker-messages.ts';

export type DeliveryDeps = {
  events: QueuedEvents;
  rulesOf: (functionName: string) => AsyncRules;
  run: (functionName: string, invocation: Invocation) => Promise<Outcome>;
  deadLetters: DeadLetters;
  log: (functionName: string, line: string) => void;
  /** Waits before the retries; the last one is used for all further ones. */
  retryDelaysMs: readonly number[];
  now: () => number;
  /** Once aborted, failures are not counted and nothing is retried: what is unfinished stays on disk. */
  stopped: AbortSignal;
};

/**
 * Runs an event by Lambda's rules until its function took it or it is given up.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export async function deliver(deps: DeliveryDeps, queued: QueuedEvent): Promise<void> {
  const rules = deps.rulesOf(queued.functionName);
  await sleep(Math.max(0, queued.notBeforeMs - deps.now()), undefined, { signal: deps.stopped });
  if (deps.now() - queued.acceptedAtMs > rules.maximumAgeSeconds * 1000) {
    return giveUp(deps, rules, queued, { condition: 'EventAgeExceeded', error: undefined });
  }
  const eventJson = JSON.stringify(queued.event);
  const outcome = await deps.run(queued.functionName, { requestId: queued.requestId, eventJson });
  if (outcome.ok) return deps.events.remove(queued);
  if (deps.stopped.aborted) return;
  const failed = { ...queued, failedAttempts: queued.failedAttempts + 1 };
  const { ok: _, ...error } = outcome;
  if (failed.failedAttempts > rules.maximumRetries) {
    return giveUp(deps, rules, failed, { condition: 'RetriesExhausted', error });
  }
  return deliver(deps, await postpone(deps, failed));
}

async function postpone({ events, retryDelaysMs, now }: DeliveryDeps, failed: QueuedEvent): Promise<QueuedEvent> {
  const delayMs = retryDelaysMs[failed.failedAttempts - 1] ?? retryDelaysMs.at(-1) ?? 0;
  const next = { ...failed, notBeforeMs: now() + delayMs };
  await events.write(next);
  return next;
}

async function giveUp(
  { events, deadLetters, log }: DeliveryDeps,
  rules: AsyncRules,
  queued: QueuedEvent,
  why: GivenUp,
) {
  const kept = await keepFailedEvent(deadLetters, rules, queued, why);
  const fate = kept ? 'kept as a dead letter' : 'dropped: the template names no queue for it';
  log(queued.functionName, `Event ${queued.requestId} failed for good (${why.condition}), ${fate}.`);
  await events.remove(queued);
}

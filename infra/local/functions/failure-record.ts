import type { DeadLetters } from '../contract.ts';
import type { AsyncRules } from './async-rules.ts';
import { functionArn } from './function-arn.ts';
import type { QueuedEvent } from './queued-events.ts';
import type { FunctionError } from './worker-messages.ts';

export type GivenUp = {
  condition: 'RetriesExhausted' | 'EventAgeExceeded';
  /** The last failure; none where the event grew too old before it ran. */
  error: FunctionError | undefined;
};

/**
 * Tells the queues that the template names for a failed event: the invocation record to the on-failure destination,
 * the bare event to the dead-letter queue. False where it names neither and the event is lost, as in AWS.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export async function keepFailedEvent(deadLetters: DeadLetters, rules: AsyncRules, queued: QueuedEvent, why: GivenUp) {
  const { onFailureQueueArn, deadLetterQueueArn } = rules;
  if (onFailureQueueArn) await deadLetters.put(onFailureQueueArn, recordOf(queued, why));
  if (deadLetterQueueArn) await deadLetters.put(deadLetterQueueArn, letterOf(queued, why));
  return Boolean(onFailureQueueArn || deadLetterQueueArn);
}

function recordOf(queued: QueuedEvent, { condition, error }: GivenUp) {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: queued.requestId,
      functionArn: `${functionArn(queued.functionName)}:$LATEST`,
      condition,
      approximateInvokeCount: queued.failedAttempts,
    },
    requestPayload: queued.event,
    ...(error && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error,
    }),
  };
}

function letterOf(queued: QueuedEvent, { condition, error }: GivenUp) {
  return {
    body: queued.event,
    messageAttributes: {
      RequestID: queued.requestId,
      ErrorCode: '200',
      ErrorMessage: (error?.errorMessage ?? condition).slice(0, 1024),
    },
  };
}

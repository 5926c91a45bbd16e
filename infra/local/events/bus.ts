import type { DeadLetters, FunctionHost, LocalService, Resource } from '../contract.ts';
import {
  type EntryRefusal,
  type EventEnvelope,
  type PutEventsEntry,
  parseJson,
  readPutEvents,
  toEnvelope,
} from './put-events.ts';
import { isRefusal, openRuleCalls, type RuleCalls } from './rule-calls.ts';
import { busArn, busNameOf, type Rule, type RuleTarget, readBusNames, readRules } from './rules.ts';

export type BusOptions = {
  /** All resources of the template; buses and rules are picked. */
  resources: readonly Resource[];
  host: Pick<FunctionHost, 'invokeAsync'>;
  /** Whether an `AWS::Lambda::Permission` lets the principal invoke the function on behalf of the source. */
  mayInvoke: (principal: string, sourceArn: string, functionId: string) => boolean;
  /** Whether a queue's policy lets the principal send to it on behalf of the source. */
  maySend: (principal: string, sourceArn: string, queueArn: string) => boolean;
  deadLetters: DeadLetters;
  /** Where rules are kept that functions make; in memory where it is not given. */
  rulesDirectory?: string;
  log?: (line: string) => void;
  now?: () => Date;
};

const PRINCIPAL = 'events.amazonaws.com';

type Deps = Required<Omit<BusOptions, 'rulesDirectory'>> & {
  rules: Rule[];
  ruleCalls: RuleCalls;
  busNames: ReadonlySet<string>;
};

export type Bus = {
  service: LocalService;
  /** An event of AWS itself, which `PutEvents` would refuse; resolves once it is on disk for every target. */
  emit(busName: string, event: EventEnvelope): Promise<void>;
  /** One entry of a `PutEvents` of somebody outside, or why it is refused. */
  put(entry: PutEventsEntry): Promise<{ EventId: string } | EntryRefusal>;
};

/**
 * EventBridge's `PutEvents` over the template's buses and rules, and those rules that functions make. An entry is answered once the event is on disk for
 * every function that a rule names; from there on Lambda's retries apply, as in AWS.
 */
export function eventsService(options: BusOptions): LocalService {
  return openBus(options).service;
}

export function openBus(options: BusOptions): Bus {
  const { rulesDirectory, ...given } = options;
  const busNames = readBusNames(options.resources);
  const deps = {
    log: console.error,
    now: () => new Date(),
    ...given,
    rules: readRules(options.resources),
    ruleCalls: openRuleCalls(rulesDirectory, busNames),
    busNames,
  };
  return {
    service: eventBridge(deps),
    emit: (busName, event) => deliverAll(deps, busName, event),
    put: (entry) => putEntry(deps, entry),
  };
}

function eventBridge(deps: Deps): LocalService {
  return {
    permissions({ headers, body }) {
      const operation = operationOf(headers);
      if (deps.ruleCalls.serves(operation)) return deps.ruleCalls.permissions(operation, parseJson(body));
      if (operation !== 'PutEvents') return [{ action: `events:${operation}`, resource: '*', context: {} }];
      const read = readPutEvents(body);
      return 'refused' in read ? [] : read.entries.map(permissionOf);
    },
    async serve({ headers, body }) {
      const operation = operationOf(headers);
      if (deps.ruleCalls.serves(operation)) {
        const answer = deps.ruleCalls.call(operation, parseJson(body));
        return isRefusal(answer) ? refuse(answer.code, answer.message) : reply(200, answer);
      }
      if (operation !== 'PutEvents')
        return refuse('UnknownOperationException', `The local run serves no ${operation}.`);
      const read = readPutEvents(body);
      if ('refused' in read) return refuse('ValidationException', read.refused);
      const results = await Promise.all(read.entries.map((entry) => putEntry(deps, entry)));
      return reply(200, {
        FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
        Entries: results,
      });
    },
  };
}

function operationOf(headers: Record<string, string>): string {
  return headers['x-amz-target']?.replace(/^AWSEvents\./, '') ?? 'nothing without X-Amz-Target';
}

function permissionOf({ EventBusName, Source = '', DetailType = '' }: PutEventsEntry) {
  const context = { 'events:source': [Source], 'events:detail-type': [DetailType] };
  return { action: 'events:PutEvents', resource: busArn(busNameOf(EventBusName)), context };
}

async function putEntry(deps: Deps, entry: PutEventsEntry): Promise<{ EventId: string } | EntryRefusal> {
  const event = toEnvelope(entry, deps.busNames, deps.now());
  if ('ErrorCode' in event) return event;
  await deliverAll(deps, busNameOf(entry.EventBusName), event);
  return { EventId: event.id };
}

async function deliverAll(deps: Deps, busName: string, event: EventEnvelope): Promise<void> {
  const matching = [...deps.rules, ...deps.ruleCalls.rules()].filter(
    (rule) => rule.busName === busName && rule.matches(event),
  );
  await Promise.all(matching.flatMap((rule) => rule.targets.map((target) => deliver(deps, rule, target, event))));
}

async function deliver(deps: Deps, rule: Rule, target: RuleTarget, event: EventEnvelope) {
  if (!deps.mayInvoke(PRINCIPAL, rule.arn, target.functionName)) {
    return giveUp(deps, rule, target, event, 'NO_PERMISSIONS', `no Lambda permission allows it for ${rule.arn}`);
  }
  try {
    await deps.host.invokeAsync(target.functionName, target.input(event));
  } catch (error) {
    await giveUp(deps, rule, target, event, 'SDK_CLIENT_ERROR', String(error));
  }
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
async function giveUp(deps: Deps, rule: Rule, target: RuleTarget, event: EventEnvelope, code: string, reason: string) {
  const { deadLetterQueueArn: queueArn } = target;
  const mayKeep = queueArn !== undefined && deps.maySend(PRINCIPAL, rule.arn, queueArn);
  const lost = queueArn
    ? `the policy of ${queueArn} does not let the rule send`
    : 'its target has no dead-letter queue';
  const fate = mayKeep ? 'kept as a dead letter' : `dropped: ${lost}`;
  deps.log(`Event ${event.id} (${event['detail-type']}) did not reach ${target.functionName}: ${reason}; ${fate}.`);
  if (!mayKeep) return;
  await deps.deadLetters.put(queueArn, {
    body: event,
    messageAttributes: { RULE_ARN: rule.arn, TARGET_ARN: target.arn, ERROR_CODE: code, ERROR_MESSAGE: reason },
  });
}

function refuse(code: string, message: string) {
  return reply(400, { __type: code, message });
}

function reply(status: number, body: unknown) {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

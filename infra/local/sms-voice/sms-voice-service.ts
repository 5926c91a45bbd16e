import type { AwsReply, AwsRequest, LocalService, PermissionCheck, Resource } from '../contract.ts';
import { configurationSets, originationArn, originationProblem } from './known-senders.ts';
import type { PhoneMessage, PhoneStore } from './phone.ts';
import { type Operation, operationOf, readSend, type Send } from './read-send.ts';

type Sets = ReturnType<typeof configurationSets>;

/**
 * Stands in for End User Messaging (signing name `sms-voice`): takes SendTextMessage and SendVoiceMessage for the
 * configuration sets of the template, and keeps it all.
 */
export function smsVoiceService(resources: Resource[], phone: PhoneStore): LocalService {
  const sets = configurationSets(resources);

  async function serve(request: AwsRequest): Promise<AwsReply> {
    const operation = operationOf(request.headers);
    if (!operation) return notServed(request);
    const send = readSend(operation, request.body);
    if (typeof send === 'string') return refusal(400, 'ValidationException', send, 'FIELD_VALIDATION_FAILED');
    return refusalOf(sets, send.message) ?? answer(phone, send, request.caller);
  }

  return {
    // A request that cannot be read touches nothing: serve says what is wrong with it.
    permissions(request) {
      const operation = operationOf(request.headers);
      return operation ? sendChecks(operation, readSend(operation, request.body)) : [];
    },
    serve,
  };
}

/** The service asks IAM about what a message is sent from, and of nothing else. Source: Service Authorization Reference. */
function sendChecks(operation: Operation, send: Send | string): PermissionCheck[] {
  const resource = typeof send === 'string' ? undefined : originationArn(send.message.from);
  return resource ? [{ action: `sms-voice:${operation}`, resource, context: {} }] : [];
}

function refusalOf(sets: Sets, message: PhoneMessage): AwsReply | undefined {
  const problem = originationProblem(message);
  if (problem) return refusal(400, ...problem);
  if (message.configurationSet === undefined) return undefined;
  const set = sets.get(message.configurationSet.split(':configuration-set/').at(-1) ?? '');
  if (!set) return refusal(400, 'ResourceNotFoundException', `No configuration set ${message.configurationSet}.`);
  return set.blocks(message)
    ? refusal(400, 'ConflictException', 'Blocked country.', 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION')
    : undefined;
}

async function answer(phone: PhoneStore, { message, dryRun }: Send, caller: string): Promise<AwsReply> {
  // The fault that a person set is meant for the message, not for the question whether it would be taken.
  if (dryRun) return reply(200, { MessageId: '00000000-0000-0000-0000-000000000000' });
  const wanted = phone.takeAnswer();
  if (wanted === 'opted-out') {
    return refusal(400, 'ConflictException', 'Opted out.', 'DESTINATION_PHONE_NUMBER_OPTED_OUT');
  }
  if (wanted === 'spend-limit') {
    const reason = `MONTHLY_SPEND_LIMIT_REACHED_FOR_${message.kind === 'text' ? 'TEXT' : 'VOICE'}`;
    return refusal(400, 'ServiceQuotaExceededException', 'The monthly spend limit is reached.', reason);
  }
  if (wanted === 'throttle') return refusal(400, 'ThrottlingException', 'Rate exceeded.');
  if (wanted === 'server-error') return refusal(500, 'InternalServerException', 'Failed, as the phone was told to.');
  const isSilent = wanted === 'accept-then-silence' ? { isSilent: true as const } : {};
  const { messageId } = await phone.accept({ ...message, ...isSilent }, caller);
  if (wanted === 'accept-then-hang') return new Promise(() => {});
  if (wanted === 'accept-then-server-error' || wanted === 'accept-then-silence') {
    return refusal(500, 'InternalServerException', 'Failed after it was accepted.');
  }
  return reply(200, { MessageId: messageId });
}

function notServed({ headers }: AwsRequest): AwsReply {
  const served = 'PinpointSMSVoiceV2.SendTextMessage and .SendVoiceMessage';
  const message = `The local End User Messaging serves ${served}, not ${headers['x-amz-target'] ?? 'no target'}.`;
  return refusal(400, 'UnknownOperationException', message);
}

function refusal(status: number, type: string, message: string, reason?: string): AwsReply {
  return reply(status, { __type: type, Message: message, ...(reason ? { Reason: reason } : {}) });
}

function reply(status: number, value: unknown): AwsReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(value) };
}

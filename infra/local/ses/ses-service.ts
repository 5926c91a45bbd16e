import * as z from 'zod';
import {
  type AwsReply,
  type AwsRequest,
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type LocalService,
  type PermissionCheck,
  type Resource,
} from '../contract.ts';
import { coveringIdentity } from './addresses.ts';
import type { MailStore } from './mailbox.ts';
import { readSendEmail, type SendRequest } from './send-email.ts';

const Identity = z.object({ EmailIdentity: z.string().min(1) });
const ConfigurationSet = z.object({ Name: z.string().min(1).optional() });

/** Stands in for SES v2: takes SendEmail for the identities and configuration sets of the template, and keeps it all. */
export function sesService(resources: Resource[], mailbox: MailStore): LocalService {
  const known = readSesResources(resources);

  async function serve(request: AwsRequest): Promise<AwsReply> {
    if (!isSendEmail(request)) return notServed(request);
    const send = readSendEmail(request.body);
    if (typeof send === 'string') return refusal(400, 'BadRequestException', send);
    return refusalOf(known, send) ?? answer(mailbox, send, request.caller);
  }

  return {
    // A request that SES could not read touches nothing: serve says what is wrong with it.
    permissions: (request) => (isSendEmail(request) ? sendChecks(known, readSendEmail(request.body)) : []),
    serve,
  };
}

type Known = { identities: string[]; configurationSets: string[] };

function readSesResources(resources: Resource[]): Known {
  const of = (wanted: string) => resources.filter(({ type }) => type === wanted);
  return {
    identities: of('AWS::SES::EmailIdentity').map(({ properties }) => Identity.parse(properties).EmailIdentity),
    configurationSets: of('AWS::SES::ConfigurationSet').map(
      ({ id, properties }) => ConfigurationSet.parse(properties).Name ?? id,
    ),
  };
}

function isSendEmail({ method, url }: AwsRequest): boolean {
  return method === 'POST' && url.split('?')[0] === '/v2/email/outbound-emails';
}

function sendChecks({ identities }: Known, send: SendRequest | string): PermissionCheck[] {
  if (typeof send === 'string') return [];
  const { mail, from, recipients } = send;
  const context = {
    'ses:FromAddress': [from.address],
    ...(from.name ? { 'ses:FromDisplayName': [from.name] } : {}),
    'ses:Recipients': recipients.map(({ address }) => address),
    'ses:ApiVersion': ['2'],
  };
  const touched = [`identity/${coveringIdentity(identities, from) ?? from.address}`];
  if (mail.configurationSet) touched.push(`configuration-set/${mail.configurationSet}`);
  return touched.map((resource) => ({
    action: 'ses:SendEmail',
    resource: `arn:aws:ses:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`,
    context,
  }));
}

function refusalOf({ identities, configurationSets }: Known, { mail, from }: SendRequest): AwsReply | undefined {
  if (!coveringIdentity(identities, from)) {
    const region = LOCAL_REGION.toUpperCase();
    const failed = `The following identities failed the check in region ${region}: ${from.address}`;
    return refusal(400, 'MessageRejected', `Email address is not verified. ${failed}`);
  }
  if (mail.configurationSet && !configurationSets.includes(mail.configurationSet)) {
    return refusal(404, 'NotFoundException', `Configuration set <${mail.configurationSet}> does not exist.`);
  }
  return undefined;
}

async function answer(mailbox: MailStore, { mail }: SendRequest, caller: string): Promise<AwsReply> {
  const wanted = mailbox.takeAnswer();
  if (wanted === 'refuse') return refusal(400, 'MessageRejected', 'Message refused, as the mailbox was told to.');
  if (wanted === 'throttle') return refusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
  if (wanted === 'server-error') return refusal(500, 'InternalFailure', 'Failed, as the mailbox was told to.');
  const isSilent = wanted === 'accept-then-silence' ? { isSilent: true as const } : {};
  const { messageId } = await mailbox.accept({ ...mail, ...isSilent }, caller);
  if (wanted === 'accept-then-hang') return new Promise(() => {});
  if (wanted === 'accept-then-server-error' || wanted === 'accept-then-silence') {
    return refusal(500, 'InternalFailure', 'Failed after it was accepted.');
  }
  return reply(200, { MessageId: messageId });
}

function notServed({ method, url }: AwsRequest): AwsReply {
  const message = `The local SES serves SendEmail (POST /v2/email/outbound-emails), not ${method} ${url}.`;
  return refusal(501, 'NotImplemented', message);
}

function refusal(status: number, type: string, message: string): AwsReply {
  const { headers, ...rest } = reply(status, { message });
  return { ...rest, headers: { ...headers, 'x-amzn-errortype': type } };
}

function reply(status: number, value: unknown): AwsReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

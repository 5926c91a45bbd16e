import { join } from 'node:path';
import { localSecrets, OUTSIDE_HOSTS } from '../example/local-outside.ts';
import type { Assembly } from './assembly/read-assembly.ts';
import type { AssembledResource } from './assembly/resolve-template.ts';
import { cognitoService } from './cognito/cognito-service.ts';
import type { LocalUsers } from './cognito/users.ts';
import { dynamoDbService } from './dynamodb/dynamodb-service.ts';
import { startAwsEndpoint } from './endpoint/aws-endpoint.ts';
import { type Bus, openBus } from './events/bus.ts';
import { modelVariables, outsideVariables } from './functions/execution-environment.ts';
import { type LocalFunctionHost, startFunctionHost } from './functions/function-host.ts';
import { lambdaService } from './functions/lambda-service.ts';
import { openInboundMail } from './inbound/receive-mail.ts';
import { startSmtp } from './inbound/start-smtp.ts';
import { lettersOfFunctions } from './judged-dead-letters.ts';
import { openRequests } from './outside/requests.ts';
import { startOutside } from './outside/start-outside.ts';
import { type LocalPagesDeps, localPages } from './pages/local-pages.ts';
import type { ObjectStore } from './s3/object-store.ts';
import { s3Service } from './s3/s3-service.ts';
import { openScheduleCalls, type ScheduleCalls } from './scheduler/schedule-calls.ts';
import { openSecretsFile } from './secrets/secrets-file.ts';
import { secretsService } from './secrets/secrets-service.ts';
import { openMailEvents } from './ses/delivery-events.ts';
import { openMailbox } from './ses/mailbox.ts';
import { sesService } from './ses/ses-service.ts';
import { openCarrier } from './sms-voice/delivery-events.ts';
import { openPhone } from './sms-voice/phone.ts';
import { smsVoiceService } from './sms-voice/sms-voice-service.ts';
import { openTopics } from './sns/topics.ts';
import type { StackContext } from './stack-context.ts';

/** The functions, the endpoint where their calls of AWS are judged and served, and the world outside. */
export async function startFunctions(context: StackContext, objects: ObjectStore, users: LocalUsers) {
  const { assembly, resources, ports, stateDirectory, deadLetters, services, urls, log } = context;
  const requests = await openRequests(join(stateDirectory, 'requests'));
  const outside = await startOutside(ports.outside, requests);
  const reachOut = outsideVariables(OUTSIDE_HOSTS, outside.port);
  const host = startFunctionHost({
    resources,
    code: codeOf(assembly),
    endpointUrl: () => urls.aws,
    localVariables: (id) => ({ ...reachOut(id), ...modelVariables(id) }),
    stateDirectory,
    deadLetters: lettersOfFunctions(context),
  });
  const { mayInvoke, maySend } = services;
  const rulesDirectory = join(stateDirectory, 'rules');
  const bus = openBus({ resources, host, mayInvoke, maySend, deadLetters, rulesDirectory, log });
  const calls = openScheduleCalls(join(stateDirectory, 'schedules'), resources);
  const smtp = await startSmtp(ports.smtp, openInboundMail({ resources, objects, host, services, log }), log);
  const mailEvents = openMailEvents(resources, bus.emit, log);
  const mailbox = await openMailbox(join(stateDirectory, 'mailbox'), mailEvents.announce);
  const topics = openTopics({ ...context, host });
  const carrier = openCarrier(resources, topics, log);
  const phone = await openPhone(join(stateDirectory, 'phone'), carrier.announce);
  const sent = { mailbox, mailEvents, phone, carrier, requests, objects, users, smtp };
  const endpoint = await startEndpoint(context, host, { bus, calls }, sent);
  return { host, mailbox, endpoint, outside, smtp, calls };
}

type Sent = Pick<LocalPagesDeps, 'mailbox' | 'mailEvents' | 'phone' | 'carrier' | 'requests' | 'smtp'> & {
  objects: ObjectStore;
  users: LocalUsers;
};
type Starters = { bus: Bus; calls: ScheduleCalls };

function startEndpoint(context: StackContext, host: LocalFunctionHost, { bus, calls }: Starters, sent: Sent) {
  const { ports, stateDirectory, judge, database, resources, deadLetters, urls, log } = context;
  return startAwsEndpoint({
    port: ports.aws,
    callers: host.accessKeys,
    judge,
    services: {
      'cognito-idp': cognitoService({ resources, users: sent.users, send: sent.mailbox.accept }),
      dynamodb: dynamoDbService(database, resources),
      events: bus.service,
      lambda: lambdaService(host, log),
      s3: s3Service(sent.objects),
      scheduler: calls.service,
      secretsmanager: secretsService(openSecretsFile(stateDirectory, localSecrets())),
      ses: sesService(resources, sent.mailbox),
      'sms-voice': smsVoiceService(resources, sent.phone),
    },
    onDenied: ({ reason }) => log(`Refused: ${reason}`),
    onError: (error, request) => log(`${request}: ${error instanceof Error ? error.message : error}`),
    pages: localPages({
      ...sent,
      putEvent: bus.put,
      busName: busOf(resources),
      places: [{ name: 'Console', url: `${urls.api}/`, note: 'read and decide what waits' }],
      functions: functionsOf(resources),
      cutShort: host.cutShort,
      deadLetters: deadLetters.list,
    }),
  });
}

/** The bus that the parts of the system meet on. */
function busOf(resources: AssembledResource[]): string {
  return resources.find(({ type }) => type === 'AWS::Events::EventBus')?.ref ?? 'default';
}

function functionsOf(resources: AssembledResource[]) {
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  return functions.map(({ id, properties }) => ({ id, startedBy: String(properties.Description ?? '') }));
}

function codeOf({ resources, assetDirectory }: Assembly) {
  return (functionId: string) => {
    const { S3Key = '' } = (resources.get(functionId)?.properties.Code ?? {}) as { S3Key?: string };
    return assetDirectory(S3Key);
  };
}

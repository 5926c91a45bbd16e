import { join } from 'node:path';
import type { Assembly } from './assembly/read-assembly.ts';
import type { AssembledResource } from './assembly/resolve-template.ts';
import { dynamoDbService } from './dynamodb/dynamodb-service.ts';
import { startAwsEndpoint } from './endpoint/aws-endpoint.ts';
import { type Bus, openBus } from './events/bus.ts';
import { type LocalFunctionHost, startFunctionHost } from './functions/function-host.ts';
import { lambdaService } from './functions/lambda-service.ts';
import { localPages } from './pages/local-pages.ts';
import { announceMail } from './ses/delivery-events.ts';
import { type MailStore, openMailbox } from './ses/mailbox.ts';
import { sesService } from './ses/ses-service.ts';
import type { StackContext } from './stack-context.ts';

/** The functions, and the endpoint where their calls of AWS are judged and served. */
export async function startFunctions(context: StackContext) {
  const { assembly, resources, stateDirectory, deadLetters, services, urls, log } = context;
  const host = startFunctionHost({
    resources,
    code: codeOf(assembly),
    endpointUrl: () => urls.aws,
    stateDirectory,
    deadLetters,
  });
  const bus = openBus({ resources, host, mayInvoke: services.mayInvoke, deadLetters, log });
  const mailbox = await openMailbox(join(stateDirectory, 'mailbox'), announceMail(resources, bus.emit, log));
  const endpoint = await startEndpoint(context, host, bus, mailbox);
  return { host, mailbox, endpoint };
}

function startEndpoint(context: StackContext, host: LocalFunctionHost, bus: Bus, mailbox: MailStore) {
  const { ports, judge, database, resources, deadLetters, urls, log } = context;
  return startAwsEndpoint({
    port: ports.aws,
    callers: host.accessKeys,
    judge,
    services: {
      dynamodb: dynamoDbService(database, resources),
      events: bus.service,
      lambda: lambdaService(host),
      ses: sesService(resources, mailbox),
    },
    onDenied: ({ reason }) => log(`Refused: ${reason}`),
    onError: (error, request) => log(`${request}: ${error instanceof Error ? error.message : error}`),
    pages: localPages({
      mailbox,
      places: [{ name: 'Console', url: `${urls.api}/`, note: 'read and decide what waits' }],
      functions: functionsOf(resources),
      deadLetters: deadLetters.list,
    }),
  });
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

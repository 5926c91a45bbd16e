import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Assembly, readAssembly } from './assembly/read-assembly.ts';
import type { AssembledResource } from './assembly/resolve-template.ts';
import { openDeadLetters } from './dead-letters.ts';
import { createTables } from './dynamodb/create-tables.ts';
import { dynamoDbService } from './dynamodb/dynamodb-service.ts';
import type { LocalDatabase } from './dynamodb/start-dynamodb.ts';
import { startAwsEndpoint } from './endpoint/aws-endpoint.ts';
import { eventsService } from './events/bus.ts';
import type { Ports } from './free-ports.ts';
import { startFunctionHost } from './functions/function-host.ts';
import { lambdaService } from './functions/lambda-service.ts';
import { startHttpApi } from './http-api/start-http-api.ts';
import { type JudgeCall, makeJudge } from './iam/judge-call.ts';
import { makeServiceJudge, type ServiceJudge, scheduleGroupArn } from './iam/judge-service.ts';
import { openLocalWorkspace } from './local-workspace.ts';
import { localPages } from './pages/local-pages.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import { openMailbox } from './ses/mailbox.ts';
import { sesService } from './ses/ses-service.ts';
import { startSignIn } from './sign-in/start-sign-in.ts';
import { startStreamPollers } from './streams/start-stream-pollers.ts';

export type StackOptions = {
  /** What `cdk synth` wrote. */
  assemblyDirectory: string;
  stateDirectory: string;
  ports: Ports;
  database: LocalDatabase;
  /** Refusals, retries, lost letters: what a person at the terminal should see. */
  log: (line: string) => void;
  /** A part that stands. */
  progress?: (part: string) => void;
};

export type LocalStack = Awaited<ReturnType<typeof startStack>>;

/** Runs a synthesized stack on this machine; every part reads what it does from the template. */
export async function startStack(options: StackOptions) {
  const { assemblyDirectory, stateDirectory, ports, database, log, progress = () => undefined } = options;
  const urls = urlsOf(ports);
  const assembly = readAssembly(assemblyDirectory, { apiUrl: urls.api, issuer: urls.signIn });
  const resources = [...assembly.resources.values()];
  const judge = makeJudge(assembly.resources);
  const services = makeServiceJudge(assembly.resources);
  mkdirSync(stateDirectory, { recursive: true });

  await createTables(database, resources);
  const { WorkTable = '', ClientId = '' } = assembly.outputs;
  const workspace = await openLocalWorkspace(database, WorkTable);
  progress('tables');

  const deadLetters = openDeadLetters(stateDirectory);
  const mailbox = await openMailbox(join(stateDirectory, 'mailbox'));
  const host = startFunctionHost({
    resources,
    code: codeOf(assembly),
    endpointUrl: () => urls.aws,
    stateDirectory,
    deadLetters,
  });
  const endpoint = await startAwsEndpoint({
    port: ports.aws,
    callers: host.accessKeys,
    judge,
    services: {
      dynamodb: dynamoDbService(database, resources),
      events: eventsService({ resources, host, mayInvoke: services.mayInvoke, deadLetters, log }),
      lambda: lambdaService(host),
      ses: sesService(resources, mailbox),
    },
    onDenied: ({ reason }) => log(`Refused: ${reason}`),
    onError: (error, request) =>
      log(`${request.caller} → ${request.service}: ${error instanceof Error ? error.message : error}`),
    pages: localPages({
      mailbox,
      places: placesOf(urls),
      functions: functionsOf(resources),
      deadLetters: deadLetters.list,
    }),
  });
  progress('functions');

  const signIn = await startSignIn({
    port: ports.signIn,
    resources,
    people: workspace.people,
    stateDirectory,
    onProblem: log,
  });
  const api = await startHttpApi({
    port: ports.api,
    resources,
    invoke: host.invoke,
    mayInvoke: services.mayInvoke,
    onProblem: log,
  });
  progress('API and sign-in');

  const pollers = await startStreamPollers({ database, resources, host, judge, deadLetters, stateDirectory, log });
  const mayScheduleInvoke = scheduleJudge(resources, judge, services);
  const scheduler = startScheduler({ resources, host, mayScheduleInvoke, deadLetters, log });
  await host.resume();
  progress('streams and schedules');

  return {
    urls,
    clientId: ClientId,
    ...{ workspace, mailbox, host, scheduler, deadLetters },
    /** What starts things first, what they need last. */
    async close() {
      await Promise.all([api.close(), signIn.close(), scheduler.close(), pollers.close()]);
      await host.close();
      await endpoint.close();
      workspace.close();
    },
  };
}

function urlsOf(ports: Ports) {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return { api: at(ports.api), signIn: at(ports.signIn), aws: at(ports.aws), local: `${at(ports.aws)}/_local` };
}

function placesOf(urls: ReturnType<typeof urlsOf>) {
  return [{ name: 'Console', url: `${urls.api}/`, note: 'read and decide what waits' }];
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

/** Scheduler takes on the schedule's role, if the role lets it, and that role must be allowed to invoke. */
function scheduleJudge(resources: AssembledResource[], judge: JudgeCall, { mayAssume }: ServiceJudge) {
  return (roleArn: string, functionArn: string): boolean => {
    const role = resources.find(({ type, arn }) => type === 'AWS::IAM::Role' && arn === roleArn);
    if (!role || !mayAssume('scheduler.amazonaws.com', scheduleGroupArn(), roleArn)) return false;
    return judge(role.id, { action: 'lambda:InvokeFunction', resource: functionArn, context: {} }).allowed;
  };
}

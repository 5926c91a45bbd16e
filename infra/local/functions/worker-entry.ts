import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError, InvokeMessage, WorkerMessage, WorkerSetup } from './worker-messages.ts';

type Handler = (event: unknown, context: unknown) => unknown;

/** Lambda's limit of a synchronous answer, 6 MB. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST_ANSWER = 6 * 1024 * 1024;

const setup: WorkerSetup = workerData;
const post = (message: WorkerMessage) => parentPort?.postMessage(message);

try {
  const bundle: Record<string, unknown> = await import(pathToFileURL(setup.file).href);
  const handler = bundle[setup.exportName];
  if (!isHandler(handler)) throw new Error(`${setup.file} exports no function named ${setup.exportName}.`);
  parentPort?.on('message', (message: InvokeMessage) => void invoke(handler, message));
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'broken', error: describe(error) });
}

async function invoke(handler: Handler, { requestId, eventJson, deadlineMs }: InvokeMessage) {
  try {
    const value = await handler(JSON.parse(eventJson), contextOf(requestId, deadlineMs));
    post({ kind: 'answer', requestId, valueJson: serialise(value) });
  } catch (error) {
    post({ kind: 'failure', requestId, error: describe(error) });
  }
}

function contextOf(requestId: string, deadlineMs: number) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.arn,
    memoryLimitInMB: String(setup.memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${setup.functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

function serialise(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  if (Buffer.byteLength(json) <= LARGEST_ANSWER) return json;
  const tooLarge = new Error(`Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`);
  tooLarge.name = 'Function.ResponseSizeTooLarge';
  throw tooLarge;
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

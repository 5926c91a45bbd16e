import type { FunctionError } from './worker-messages.ts';

/** What Lambda reports of an invocation that its time limit ended. */
export function timedOut(requestId: string, seconds: number): FunctionError {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] };
}

/** What Lambda reports of an invocation whose process ended under it: a crash, `process.exit`, no memory left. */
export function exited(requestId: string, code: number, fatal: Error | undefined): FunctionError {
  const reason = fatal ? `${fatal.name}: ${fatal.message}` : `exit status ${code}`;
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${reason}`,
    trace: fatal?.stack?.split('\n') ?? [],
  };
}

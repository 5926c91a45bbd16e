/** What a worker is born with. */
export type WorkerSetup = {
  file: string;
  exportName: string;
  functionName: string;
  arn: string;
  memoryMegabytes: number;
};

/** To the worker: one invocation; never a second one before its answer. */
export type InvokeMessage = { requestId: string; eventJson: string; deadlineMs: number };

export type FunctionError = { errorType: string; errorMessage: string; trace: string[] };

/** From the worker. `broken`: the bundle could not be loaded. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'broken'; error: FunctionError }
  | { kind: 'answer'; requestId: string; valueJson: string }
  | { kind: 'failure'; requestId: string; error: FunctionError };

/** As `InvokeResult` of the contract, with the stack that Lambda reports. */
export type Outcome = { ok: true; value: unknown } | ({ ok: false } & FunctionError);

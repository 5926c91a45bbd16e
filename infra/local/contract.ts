/** A request of the AWS SDK as it reached the local endpoint, after its caller was recognised by access key. */
export type AwsRequest = {
  /** Signing name of the service: `dynamodb`, `events`, `lambda`, `s3`, `secretsmanager`, `ses`, `sms-voice`. */
  service: string;
  /** Logical id of the calling function in the template. */
  caller: string;
  method: string;
  /** Path and query, as sent. */
  url: string;
  headers: Record<string, string>;
  body: Buffer;
};

export type AwsReply = { status: number; headers?: Record<string, string>; body: string | Buffer };

/** What IAM would be asked about a request: one for each action and resource that it touches. */
export type PermissionCheck = {
  /** `dynamodb:PutItem` */
  action: string;
  /** ARN of what is touched. */
  resource: string;
  /** Condition keys of the request, e.g. `dynamodb:LeadingKeys`; always lists, as IAM sees multi-valued keys. */
  context: Record<string, string[]>;
};

/** A stand-in for one AWS service: says what a request needs, and serves it. */
export type LocalService = {
  permissions(request: AwsRequest): PermissionCheck[];
  serve(request: AwsRequest): Promise<AwsReply>;
  /** A refusal by the endpoint in this service's own form; without it, in the form of AWS's JSON services. */
  refuse?(status: number, code: string, message: string): AwsReply;
};

export type InvokeResult = { ok: true; value: unknown } | { ok: false; errorType: string; errorMessage: string };

/** Runs the functions of the template; names are physical names, which are the logical ids here. */
export type FunctionHost = {
  /** Waits for the answer, as `RequestResponse` does. A crash or a time-out is `ok: false`. */
  invoke(functionName: string, event: unknown): Promise<InvokeResult>;
  /** Accepted (kept on disk) when this resolves; run later with Lambda's rules for asynchronous events. */
  invokeAsync(functionName: string, event: unknown): Promise<void>;
  /** Ends the running workers of a function, as a crashed host would. */
  kill(functionName: string): Promise<void>;
  close(): Promise<void>;
};

/** A failed asynchronous or stream delivery ends in a queue of the template; kept on disk and shown on /_local. */
export type DeadLetters = { put(queueArn: string, message: unknown): Promise<void> };

/** One resource of the synthesized template, its intrinsic functions resolved. */
export type Resource = { id: string; type: string; properties: Record<string, unknown> };

export const LOCAL_REGION = 'us-east-1';
export const LOCAL_ACCOUNT = '000000000000';

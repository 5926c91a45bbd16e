import { inSource } from './source-place.ts';

/** What may be logged: ids, hashes, states and counts. There is no field for content, so content cannot be logged. */
export type LogFields = Partial<{
  actionId: string;
  agentId: string;
  bellCount: number;
  capability: string;
  claimId: string;
  code: string;
  conversationId: string;
  count: number;
  deliveryId: string;
  errorName: string;
  event: string;
  hash: string;
  key: string;
  messageId: string;
  method: string;
  outcome: string;
  personId: string;
  reason: string;
  requestId: string;
  round: number;
  route: string;
  runId: string;
  sequenceNumber: string;
  stack: string;
  state: string;
  status: number;
  teamId: string;
  triggerId: string;
  verdict: string;
  version: number;
}>;

type Level = 'info' | 'warn' | 'error';

function write(level: Level, message: string, fields: LogFields): void {
  const line = JSON.stringify({ level, time: new Date().toISOString(), message, ...fields });
  // Not through the console, which Lambda wraps in a format of its own: a metric filter reads this line as JSON.
  (level === 'info' ? process.stdout : process.stderr).write(`${line}\n`);
}

/** One JSON object a line. */
export const log = {
  info: (message: string, fields: LogFields = {}) => write('info', message, fields),
  warn: (message: string, fields: LogFields = {}) => write('warn', message, fields),
  error: (message: string, fields: LogFields = {}) => write('error', message, fields),
};

/**
 * What may be said of an error in a log: its name and where it was thrown. Its message may quote content
 * (a parser's does), so it stays out.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const { message, stack = '' } = error;
  // The stack begins with the message, whose own lines may look like frames.
  const begin = stack.indexOf(message) + message.length;
  const frames = stack
    .slice(begin)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '));
  return { errorName: error.name, stack: frames.slice(0, 6).map(inSource).join('\n') };
}

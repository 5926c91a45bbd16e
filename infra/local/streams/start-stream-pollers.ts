import type { DeadLetters, FunctionHost, Resource } from '../contract.ts';
import type { DatabaseAccess } from '../dynamodb/start-dynamodb.ts';
import { StartError } from '../dynamodb/start-error.ts';
import type { JudgeCall } from '../iam/judge-call.ts';
import { streamRefusal } from '../iam/judge-service.ts';
import { openCheckpoint } from './checkpoints.ts';
import { type EventSourceMapping, readEventSourceMappings } from './event-source-mapping.ts';
import { pollStream } from './poll-stream.ts';
import { openStream } from './stream-client.ts';

type StreamPollersOptions = {
  database: DatabaseAccess;
  /** All of the template; the enabled event source mappings are picked. The tables must be there. */
  resources: Iterable<Resource>;
  host: Pick<FunctionHost, 'invoke'>;
  judge: JudgeCall;
  deadLetters: DeadLetters;
  /** Checkpoints are kept below it. */
  stateDirectory: string;
  log(line: string): void;
  now?: () => Date;
};

/** Hands the changes of tables to functions as Lambda does, each at least once and, for one item, in their order. */
export async function startStreamPollers(options: StreamPollersOptions): Promise<{ close(): Promise<void> }> {
  const { host, deadLetters, log, now = () => new Date() } = options;
  const mappings = readEventSourceMappings(options.resources);
  for (const mapping of mappings) refuseUnreadable(options.judge, mapping);

  const ending = new AbortController();
  const delivery = { host, deadLetters, log, now, signal: ending.signal };
  const subscriptions = await Promise.all(
    mappings.map(async (mapping) => ({
      mapping,
      stream: await openStream(options.database, mapping.tableName, ending.signal),
      checkpoints: openCheckpoint(options.stateDirectory, mapping.id),
    })),
  );
  const polls = subscriptions.map((subscription) => pollStream(delivery, subscription));
  return {
    async close() {
      ending.abort();
      await Promise.all(polls);
    },
  };
}

/** AWS would not create such a mapping. */
function refuseUnreadable(judge: JudgeCall, { id, functionName, streamArn }: EventSourceMapping) {
  const reason = streamRefusal(judge, functionName, streamArn);
  if (reason)
    throw new StartError(`Event source mapping ${id} may not read its stream: ${reason}. Grant it in infra/.`);
}

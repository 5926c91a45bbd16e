import type { SdkCommand } from './aws.ts';
import { count } from './counted.ts';
import { callTool } from './provider.ts';
import { gate, onEnd, start } from './scheduler.ts';
import { type Ended, type Hint, type Outcome, type Process, type Reply, rowId, type World } from './state.ts';
import { timedOut } from './table-calls.ts';

/** `Invoke`: of a tool's function, of an executor that is waited for, or of one that is only started. */
export function callLambda(process: Process, { input }: SdkCommand): Promise<unknown> {
  const { world } = process;
  const name = String(input.FunctionName);
  const payload = Buffer.from(input.Payload as Uint8Array).toString('utf8');
  if (name.startsWith('countersign-tool-')) return callTool(process, payload);
  const event = JSON.parse(payload) as Hint;
  const isWaitedFor = input.InvocationType !== 'Event';
  return gate(process, {
    kind: 'invoke',
    name: `${isWaitedFor ? 'calls' : 'starts'} the ${name} executor`,
    perform: async (fate): Promise<Reply> => {
      if (fate === 'throttled' || fate === 'never_arrived') return { error: timedOut() };
      if (isWaitedFor) return callAndWait(process, name, event);
      if (!world.mutation?.startsNothing) world.invocations.push({ executor: name, event });
      return fate === 'lost' ? { error: timedOut() } : { value: { StatusCode: 202 } };
    },
  });
}

/** The caller's next step is its callee's, until that one has ended. */
async function callAndWait(caller: Process, executor: string, event: Hint): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  promise.catch(() => undefined);
  const child = await execute(caller.world, executor, event, { outcome: caller.outcome, skewMs: caller.skewMs });
  const hear = (result: Ended) => {
    caller.waitsFor = undefined;
    if (result === 'dead') reject(timedOut());
    else resolve(result.ok ? {} : { FunctionError: 'Unhandled' });
  };
  caller.waitsFor = child;
  onEnd(child, hear);
  return { value: promise };
}

/** Invokes an executor with the key of a row, as dispatch, sweep or a repeated delivery would. */
export async function execute(
  world: World,
  executor: string,
  event: Hint,
  how: { outcome: Outcome; skewMs: number },
): Promise<Process> {
  const handler = executor === 'email' ? world.lab.handlers.email : world.lab.handlers.tool;
  const about = `${event.pk.startsWith('G#') ? 'G#' : ''}${event.round}`;
  const process = await start(world, 'executor', { about, row: event, ...how }, () => handler(event));
  const actionId = event.pk.replace('G#', '');
  const rows = [...world.rows.values()].filter((row) => row.actionId === actionId);
  process.before = {
    executed: rows.filter(({ state }) => state === 'executed').map(rowId),
    rounds: rows.filter(({ round }) => round > 0).length,
  };
  count(world, 'executor started');
  return process;
}

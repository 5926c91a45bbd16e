import type { Attempt, EffectResult } from '../../functions/execution/execute-action.ts';
import { type Effect, executeAction } from '../../functions/execution/execute-action.ts';
import { sweepOpenWork } from '../../functions/execution/sweep-open-work.ts';
import { LOCAL_EXAMPLE } from '../../infra/example/example-workspace.ts';
import { writeExample } from '../../infra/example/write-example.ts';
import type { Capability } from '../../shared/action/capability.ts';
import type { Content } from '../../shared/action/content.ts';
import type { AgentOutcome } from '../../shared/action/outcome.ts';
import { requestAction } from '../../shared/action/request-action.ts';
import type { BusEvent } from '../../shared/events/events.ts';
import type { DryRunResult } from '../../shared/execution/dry-run.ts';
import type { Executors } from '../../shared/execution/invoke-executor.ts';
import type { RowKey } from '../../shared/ledger/ledger.ts';
import type { Tables } from '../../shared/tables.ts';
import { createTestTables, startTestDynamoDb } from './dynamodb-local.ts';
import { people } from './people.ts';

export const START = new Date('2026-11-23T10:00:00.000Z');
export const MINUTE = 60_000;

type By = { agentId?: string; toolCallId?: string; tainted?: boolean };

const EXECUTORS: Executors['env'] = {
  ...{ EMAIL_EXECUTOR: 'email', SMS_EXECUTOR: 'sms', CALL_EXECUTOR: 'call' },
  ...{ HTTP_EXECUTOR: 'http', TOOL_EXECUTOR: 'tool' },
};

/** The example workspace on a real table, with a clock that stands still and an effect that is counted. */
export async function openTestWorkspace() {
  const database = await startTestDynamoDb();
  const client = await createTestTables(database);
  const tables: Tables = { client, work: 'work', ledger: 'ledger' };
  await writeExample(tables, LOCAL_EXAMPLE);
  const close = async () => {
    client.destroy();
    await database.close();
  };
  return { ...workspaceOn(tables), database, close };
}

function workspaceOn(tables: Tables) {
  const clock = { now: START };
  const now = () => clock.now;
  const sent: { content: Content; claimId: string; idempotencyKey: string }[] = [];
  const started: RowKey[] = [];
  const events: BusEvent[] = [];
  let answer: (() => Promise<EffectResult>) | undefined;
  let keyLife: number | undefined;
  const effect = async (content: Content, { claimId, idempotencyKey }: Attempt): Promise<EffectResult> => {
    sent.push({ content, claimId, idempotencyKey });
    return answer ? answer() : { known: 'done', code: 'accepted', providerId: 'ses-1' };
  };
  const execute = (key: RowKey, its: Effect = effect) =>
    executeAction({ tables, now, effect: its, keyLifeMs: () => keyLife }, key);
  const tried: { executor: string | undefined; input: unknown }[] = [];
  let dryRun: DryRunResult = { dryRun: 'valid' };
  /** Stands where Lambda would: waits for the executor when asked to, and else only notes who was to start. */
  const lambda = {
    send: async ({ input }: { input: { FunctionName?: string; Payload?: Uint8Array; InvocationType?: string } }) => {
      const event = JSON.parse(Buffer.from(input.Payload ?? []).toString());
      if (event.dryRun) {
        tried.push({ executor: input.FunctionName, input: event.dryRun.input });
        return { Payload: Buffer.from(JSON.stringify(dryRun)) };
      }
      if (input.InvocationType === 'Event') started.push(event);
      else await execute(event);
      return {};
    },
  };
  const executors = { lambda: lambda as unknown as Executors['lambda'], env: EXECUTORS };
  const bus = {
    bus: 'bus',
    events: {
      send: async ({ input }: { input: { Entries: { DetailType: string; Detail: string }[] } }) => {
        for (const { DetailType, Detail } of input.Entries)
          events.push({ name: DetailType, detail: JSON.parse(Detail) } as BusEvent);
        return { FailedEntryCount: 0, Entries: [] };
      },
    } as never,
  };
  let calls = 0;
  const request = async (capability: Capability, input: unknown, by: By = {}): Promise<AgentOutcome> => {
    calls++;
    const { agentId = 'agt_invoice', toolCallId = `call_${calls}`, tainted = false } = by;
    const conversation = { agentId, conversationId: 'cnv_1', origin: 'background' as const, tainted };
    return requestAction({ tables, executors, now }, { conversation, runId: 'run_1', toolCallId, capability, input });
  };
  const ask = async (email: { to: string[]; subject?: string; text?: string }, by: By = {}) =>
    request('send_email', { subject: 'Hello', text: 'A message.', ...email }, by);
  return {
    ...{ tables, clock, sent, started, tried, events, execute, executors, bus, ask, request, now },
    /** What the provider says of everything that is tried out before it is asked for, from now on. */
    dryRunSays: (result: DryRunResult) => {
      dryRun = result;
    },
    /** How the provider answers from now on. */
    providerAnswers: (next: () => Promise<EffectResult>) => {
      answer = next;
    },
    /** From now on the provider does nothing twice for one key, and remembers a key that long. */
    providerRemembersKeys: (milliseconds: number | undefined) => {
      keyLife = milliseconds;
    },
    ...people(tables, now),
    sweep: () => sweepOpenWork({ tables, executors, bus, now }),
  };
}

export type TestWorkspace = Awaited<ReturnType<typeof openTestWorkspace>>;

import type { EffectResult, Prepare } from '../../functions/execution/effect.ts';
import { executeAction } from '../../functions/execution/execute-action.ts';
import { sweepOpenWork } from '../../functions/execution/sweep-open-work.ts';
import { publishChange } from '../../functions/outcome/publish-change.ts';
import { LOCAL_EXAMPLE } from '../../infra/example/example-workspace.ts';
import { writeExample } from '../../infra/example/write-example.ts';
import type { DatabaseAccess } from '../../infra/local/dynamodb/start-dynamodb.ts';
import type { Capability } from '../../shared/action/capability.ts';
import type { Content } from '../../shared/action/content.ts';
import type { AgentOutcome } from '../../shared/action/outcome.ts';
import { requestAction } from '../../shared/action/request-action.ts';
import type { BusEvent } from '../../shared/events/events.ts';
import type { DryRunResult } from '../../shared/execution/dry-run.ts';
import type { Executors } from '../../shared/execution/invoke-executor.ts';
import type { CheckFile } from '../../shared/files/require-stored-files.ts';
import type { DeclaredKey } from '../../shared/ledger/declared-key.ts';
import type { RowKey } from '../../shared/ledger/ledger.ts';
import { readRow } from '../../shared/ledger/ledger-table.ts';
import type { Tables } from '../../shared/tables.ts';
import { SYSTEM_SENDER } from './builders.ts';
import { createTestTables, startTestDynamoDb } from './dynamodb-local.ts';
import { openLedgerStream } from './ledger-stream.ts';
import { people } from './people.ts';
import { withoutPreparation } from './prepared.ts';

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
  const client = await createTestTables(database, { streamsOf: ['ledger'] });
  const tables: Tables = { client, work: 'work', ledger: 'ledger' };
  await writeExample(tables, LOCAL_EXAMPLE);
  const close = async () => {
    client.destroy();
    await database.close();
  };
  return { ...(await withStream(database, workspaceOn(tables))), database, close };
}

/** After everything that anybody does, the ledger's stream shows it on the actions, unless a test loses the stream. */
async function withStream(database: DatabaseAccess, workspace: ReturnType<typeof workspaceOn>) {
  const { tables, now, bus, ask, request, decide, press, checked, stateOf, execute, sweep } = workspace;
  const stream = { isLost: false };
  const publish = await openLedgerStream(database, async (change) => {
    if (!stream.isLost) await publishChange({ tables, bus, now }, change);
  });
  const shown = <Given extends unknown[], Result>(act: (...given: Given) => Promise<Result>) => {
    return async (...given: Given): Promise<Result> => act(...given).finally(publish);
  };
  return {
    ...{ ...workspace, stream, publish, decide: shown(decide), press: shown(press), checked: shown(checked) },
    ...{ ask: shown(ask), request: shown(request), execute: shown(execute), sweep: shown(sweep) },
    stateOf: async (actionId: string) => publish().then(() => stateOf(actionId)),
  };
}

function workspaceOn(tables: Tables) {
  const clock = { now: START };
  const now = () => clock.now;
  const sent: { content: Content; claimId: string; idempotencyKey: string }[] = [];
  const started: RowKey[] = [];
  const events: BusEvent[] = [];
  let answer: (() => Promise<EffectResult>) | undefined;
  let key: DeclaredKey | undefined;
  const prepareSending = withoutPreparation(async (content, { claimId, idempotencyKey }) => {
    sent.push({ content, claimId, idempotencyKey });
    return answer ? answer() : { known: 'done', code: 'accepted', providerId: 'ses-1' };
  });
  let usual = prepareSending;
  const execute = async (row: RowKey, prepare: Prepare = usual) => {
    // As Dispatch hands over a row that was just made, and Sweep any other.
    const told = await readRow(tables, row);
    const hint = told?.v === 1 ? { ...row, told } : row;
    return executeAction({ tables, now, prepare, keyOf: () => key }, hint);
  };
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
      if (input.InvocationType === 'Event') started.push({ pk: event.pk, round: event.round });
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
  let checkFile: CheckFile = async () => 'stored';
  let calls = 0;
  const request = async (capability: Capability, input: unknown, by: By = {}): Promise<AgentOutcome> => {
    calls++;
    const { agentId = 'agt_invoice', toolCallId = `call_${calls}`, tainted = false } = by;
    const conversation = { agentId, conversationId: 'cnv_1', origin: 'background' as const, tainted };
    return requestAction(
      { tables, executors, checkFile, systemSender: SYSTEM_SENDER, now },
      { conversation, runId: 'run_1', toolCallId, capability, input },
    );
  };
  const ask = async (email: { to: string[]; subject?: string; text?: string }, by: By = {}) =>
    request('send_email', { subject: 'Hello', text: 'A message.', ...email }, by);
  return {
    ...{ tables, clock, sent, started, tried, events, execute, executors, bus, ask, request, now },
    systemSender: SYSTEM_SENDER,
    /** What the provider says of everything that is tried out before it is asked for, from now on. */
    dryRunSays: (result: DryRunResult) => {
      dryRun = result;
    },
    /** How files are looked for that agents attach, from now on. */
    looksForFiles: (check: CheckFile) => {
      checkFile = check;
    },
    /** What is carried out from now on, where a test does not say so at the execution. */
    executesWith: (prepare: Prepare) => {
      usual = prepare;
    },
    /** How the provider answers from now on. */
    providerAnswers: (next: () => Promise<EffectResult>) => {
      answer = next;
    },
    /** From now on the settings say that the provider does nothing twice for one key, and remembers it that long. */
    providerRemembersKeys: (milliseconds: number | undefined, print = 'print-1') => {
      key = milliseconds === undefined ? undefined : { lifeMs: milliseconds, print };
    },
    ...people(tables, now),
    sweep: () => sweepOpenWork({ tables, executors, bus, now }),
  };
}

export type TestWorkspace = Awaited<ReturnType<typeof openTestWorkspace>>;

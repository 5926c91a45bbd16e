import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Capability } from '#shared/action/capability.ts';
import { requestAction } from '#shared/action/request-action.ts';
import type { Executors } from '#shared/execution/invoke-executor.ts';
import type { FileCheck } from '#shared/files/read-stored-file.ts';
import { answerBatches } from '../support/batch-get.ts';
import {
  ALL_CAPABILITIES,
  ASKED_FOR,
  aFile,
  anAgent,
  anEmail,
  aTool,
  NOW,
  SYSTEM_SENDER,
  theSettings,
} from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), work: 'work', ledger: 'ledger' };
const env: Executors['env'] = {
  ...{ EMAIL_EXECUTOR: 'email', SMS_EXECUTOR: 'sms', CALL_EXECUTOR: 'call' },
  ...{ HTTP_EXECUTOR: 'http', TOOL_EXECUTOR: 'tool' },
};

let tried: string[] = [];
let waits = '';
let dryRun: () => Promise<unknown>;
const lambda = {
  send: async ({ input }: { input: { FunctionName: string } }, limits?: { abortSignal?: AbortSignal }) => {
    tried.push(input.FunctionName);
    waits = limits?.abortSignal !== undefined && !limits.abortSignal.aborted ? 'so long' : 'forever';
    return { Payload: Buffer.from(JSON.stringify(await dryRun())) };
  },
};

beforeEach(() => {
  tried = [];
  dryRun = async () => ({ dryRun: 'valid' });
  files = async () => 'stored';
  dynamo.reset();
  theAgentIs({ capabilities: ALL_CAPABILITIES });
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(PutCommand).resolves({});
  answerBatches(dynamo);
});

function theAgentIs(over: Record<string, unknown>, settings: object = theSettings()): void {
  dynamo.on(GetCommand).callsFake(({ Key }) => ({ Item: Key.sk === 'SETTINGS' ? settings : anAgent(over) }));
}

let files: () => Promise<FileCheck>;

const ask = (capability: Capability, input: unknown = ASKED_FOR[capability], tainted = false) =>
  requestAction(
    {
      tables,
      executors: { lambda: lambda as unknown as Executors['lambda'], env },
      systemSender: SYSTEM_SENDER,
      checkFile: () => files(),
      now: () => NOW,
    },
    {
      conversation: { agentId: 'agt_1', conversationId: 'cnv_1', origin: 'background', tainted },
      ...{ runId: 'run_1', toolCallId: 'call_1', capability, input },
    },
  );
const stored = () => dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input.Item);

describe('an agent with every capability', () => {
  it.each(Capability.options)('asks for %s, and it is stored to be approved', async (capability) => {
    expect(await ask(capability)).toMatchObject({ outcome: 'pending_approval', reason: 'ask_always' });
    expect(stored()).toEqual([expect.objectContaining({ capability, state: 'pending' })]);
  });

  it.each([
    ['send_email', []],
    ['send_sms', ['sms']],
    ['make_call', ['call']],
    ['http_request', []],
    ['use_tool', []],
  ] as const)('has %s tried out only where the provider can', async (capability, executors) => {
    await ask(capability);
    expect(tried).toEqual(executors);
  });

  it('gets no action of input that its tool does not take', async () => {
    expect(await ask('use_tool', { tool: 'refund', input: { cents: 'many' } })).toMatchObject({
      ...{ outcome: 'failed', reason: 'invalid_input' },
    });
    expect(stored()).toEqual([]);
  });

  it('has the defaults of its tool in what people see and what will run', async () => {
    await ask('use_tool');
    expect(stored()[0]?.content).toBe(
      '{"input":{"cents":100,"order":"A1"},"target":"countersign-tool-refund","tool":"refund"}',
    );
  });
});

describe('a text message that is tried out', () => {
  it('is blocked when its provider is sure to refuse it', async () => {
    dryRun = async () => ({ dryRun: 'refused', code: 'DESTINATION_COUNTRY_BLOCKED' });
    expect(await ask('send_sms')).toMatchObject({ outcome: 'blocked', reason: 'provider_refuses' });
    expect(stored()).toEqual([expect.objectContaining({ state: 'blocked' })]);
  });

  it.each([
    ['the provider was not reached', async () => ({ dryRun: 'not_validated', code: 'TimeoutError' })],
    ['the executor was not reached', () => Promise.reject(new Error('no such function'))],
    ['the executor answers nonsense', async () => 7],
  ])('goes on to people when %s', async (_, answer) => {
    dryRun = answer;
    expect(await ask('send_sms')).toMatchObject({ outcome: 'pending_approval' });
  });

  it('is not waited for without a limit', async () => {
    await ask('send_sms');
    expect(waits).toBe('so long');
  });

  it('is not tried when a rule blocks it', async () => {
    expect(await ask('send_sms', { to: 'nobody', text: 'Hi' })).toMatchObject({
      ...{ outcome: 'blocked', reason: 'unreadable_recipient' },
    });
    expect(tried).toEqual([]);
  });
});

it('a tool that may run by itself is asked about in a run that nobody vouched for', async () => {
  const tools = [aTool({ requireApproval: false })];
  theAgentIs({ capabilities: { tools } });
  expect(await ask('use_tool', ASKED_FOR.use_tool, true)).toMatchObject({
    ...{ outcome: 'pending_approval', reason: 'untrusted_run' },
  });
});

describe('an email with a file', () => {
  const withFile = (over: Record<string, unknown> = {}) => ask('send_email', anEmail({ attachments: [aFile(over)] }));

  it('is asked about when the file is stored as described', async () => {
    expect(await withFile()).toMatchObject({ outcome: 'pending_approval', reason: 'ask_always' });
  });

  it.each(['file_not_stored', 'file_differs', 'file_without_checksum'] as const)(
    'is blocked where people would only learn that it cannot be sent: %s',
    async (found) => {
      files = async () => found;
      const { message, ...outcome } = await withFile();
      expect(outcome).toMatchObject({ outcome: 'blocked', reason: found });
      expect(message).toMatch(/^.*file.* Nothing was sent\./);
      expect(stored()).toEqual([expect.objectContaining({ state: 'blocked' })]);
    },
  );

  it('is blocked without a look into the bucket when the file is another agent’s', async () => {
    files = () => Promise.reject(new Error('looked'));
    expect(await withFile({ key: 'agents/agt_2/a.pdf' })).toMatchObject({ outcome: 'blocked', reason: 'foreign_file' });
  });

  it('is asked for again when the bucket could not be reached, and nothing is stored', async () => {
    files = () => Promise.reject(new Error('SlowDown'));
    await expect(withFile()).rejects.toThrow('SlowDown');
    expect(stored()).toEqual([]);
  });
});

describe('rules that cannot be read', () => {
  it.each([
    [
      'the agent has a setting of a newer version',
      { capabilities: { send_email: { enabled: true, mood: 'good' } } },
      {},
    ],
    ['the workspace has a toggle that nobody knows', {}, { capabilities: { send_email: 'maybe' } }],
  ])('allow nothing: %s', async (_, agent, settings) => {
    dynamo.on(GetCommand).callsFake(({ Key }) => {
      return { Item: { ...(Key.sk === 'SETTINGS' ? { ...theSettings(), ...settings } : { ...anAgent(), ...agent }) } };
    });
    expect(await ask('send_email')).toMatchObject({ outcome: 'blocked', reason: 'unreadable_settings' });
    expect(stored()).toEqual([]);
  });
});

describe('what is turned off above the agent', () => {
  it.each([
    ['workspace', { capabilities: { send_email: 'off' } }],
    ['team', { teams: { tm_1: { capabilities: { send_email: 'off' } } } }],
  ])('is blocked, and stored as that: %s', async (who, over) => {
    theAgentIs({ teamId: 'tm_1', capabilities: ALL_CAPABILITIES }, theSettings(over));
    expect(await ask('send_email')).toMatchObject({ outcome: 'blocked', reason: `capability_blocked_by_${who}` });
    expect(stored()).toEqual([expect.objectContaining({ state: 'blocked' })]);
  });
});

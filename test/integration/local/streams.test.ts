import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvokeResult, Resource } from '../../../infra/local/contract.ts';
import type { LocalDatabase } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { startStreamPollers } from '../../../infra/local/streams/start-stream-pollers.ts';
import type { StreamRecord } from '../../../infra/local/streams/stream-record.ts';
import { createTestTables, startTestDynamoDb } from '../../support/dynamodb-local.ts';

type Answer = (keys: string[], records: StreamRecord[]) => InvokeResult;
const done: InvokeResult = { ok: true, value: null };
const crashed: InvokeResult = { ok: false, errorType: 'Error', errorMessage: 'no' };
const streamArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/work/stream/2026-01-01T00:00:00.000';

const mapping = (properties: Record<string, unknown> = {}): Resource => ({
  id: 'PublishFromWork',
  type: 'AWS::Lambda::EventSourceMapping',
  properties: {
    EventSourceArn: streamArn,
    FunctionName: 'Publish',
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 3,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  },
});

describe('changes of a table', () => {
  let database: LocalDatabase;
  let client: DynamoDBDocumentClient;
  let stateDirectory: string;
  let closing: (() => Promise<void>)[] = [];
  let invocations: string[][] = [];
  let records: StreamRecord[] = [];
  let letters: unknown[] = [];
  let lines: string[] = [];

  beforeAll(async () => {
    database = await startTestDynamoDb();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    // A table of its own for each test: another access key is another database.
    const access = { ...database, accessKeyId: `T${crypto.randomUUID().replaceAll('-', '')}` };
    database = access;
    client = await createTestTables(access);
    stateDirectory = await mkdtemp(join(tmpdir(), 'countersign-streams-'));
    [closing, invocations, records, letters, lines] = [[], [], [], [], []];
  });
  afterEach(async () => {
    for (const close of closing) await close();
    client.destroy();
    await rm(stateDirectory, { recursive: true });
  });

  const put = async (...keys: string[]) => {
    for (const sk of keys) {
      await client.send(new PutCommand({ TableName: 'work', Item: { pk: 'p', sk, bytes: new Uint8Array([255, 0]) } }));
    }
  };
  async function poll(properties: Record<string, unknown> = {}, answer: Answer = () => done) {
    const pollers = await startStreamPollers({
      database,
      resources: [mapping(properties)],
      host: {
        async invoke(name, event) {
          expect(name).toBe('Publish');
          const batch = (event as { Records: StreamRecord[] }).Records;
          const keys = batch.map(({ dynamodb }) => (dynamodb.Keys.sk as { S: string }).S);
          invocations.push(keys);
          records.push(...batch);
          return answer(keys, batch);
        },
      },
      judge: () => ({ allowed: true }),
      deadLetters: { put: async (queue, message) => void letters.push({ queue, message }) },
      stateDirectory,
      log: (line) => void lines.push(line),
    });
    closing.push(() => pollers.close());
    return pollers;
  }
  const seen = (expected: string[][]) => expect.poll(() => invocations, { timeout: 10_000 }).toEqual(expected);

  it('reach the function in order and in batches, as Lambda writes them', async () => {
    await put('1', '2', '3', '4');
    await poll();
    await seen([['1', '2', '3'], ['4']]);
    expect(records[0]).toEqual({
      eventID: expect.any(String),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: streamArn,
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys: { pk: { S: 'p' }, sk: { S: '1' } },
        NewImage: { pk: { S: 'p' }, sk: { S: '1' }, bytes: { B: '/wA=' } },
        SequenceNumber: expect.any(String),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect((records[0]?.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000).toBeGreaterThan(Date.now() - 60_000);
  });

  it('are read on from the checkpoint after a restart, also over those that the filter leaves out', async () => {
    const Filters = [{ Pattern: JSON.stringify({ dynamodb: { NewImage: { sk: { S: [{ prefix: 'a' }] } } } }) }];
    const first = await poll({ FilterCriteria: { Filters } });
    await put('a1', 'b1');
    await seen([['a1']]);
    await first.close();
    await put('b2', 'a2');
    await poll({ FilterCriteria: { Filters } });
    await seen([['a1'], ['a2']]);
  });

  it('come again from the record that the function reported', async () => {
    await put('1', '2', '3');
    let failures = 0;
    await poll({}, (keys, batch) => {
      if (!keys.includes('2') || failures++ > 0) return done;
      const itemIdentifier = batch[keys.indexOf('2')]?.dynamodb.SequenceNumber;
      return { ok: true, value: { batchItemFailures: [{ itemIdentifier }] } };
    });
    await seen([
      ['1', '2', '3'],
      ['2', '3'],
    ]);
  });

  it('are split until the bad one is alone, which goes to the queue after its retries', async () => {
    await put('1', 'bad', '3');
    const destination = { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:Failed' } };
    const settings = { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1, DestinationConfig: destination };
    await poll(settings, (keys) => (keys.includes('bad') ? crashed : done));
    await seen([['1', 'bad', '3'], ['1', 'bad'], ['1'], ['bad'], ['bad'], ['3']]);
    expect(letters).toEqual([
      {
        queue: destination.OnFailure.Destination,
        message: expect.objectContaining({
          requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 }),
          DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1, streamArn }),
        }),
      },
    ]);
  });

  it('are read from the oldest on when the place in the stream is gone, and the log says so', async () => {
    await put('1', '2');
    await mkdir(join(stateDirectory, 'streams'));
    const gone = { shardId: 'shardId-trimmed-long-ago', after: '7', ended: false };
    await writeFile(join(stateDirectory, 'streams', 'PublishFromWork.json'), JSON.stringify(gone));
    await poll();
    await seen([['1', '2']]);
    expect(lines).toEqual([expect.stringContaining('reading from the oldest record')]);
  });

  it('are not read for a function whose role may not', async () => {
    const options = { database, resources: [mapping()], host: { invoke: async () => done }, stateDirectory };
    const refused = startStreamPollers({
      ...options,
      judge: () => ({ allowed: false, reason: 'It may not' }),
      deadLetters: { put: async () => undefined },
      log: () => undefined,
    });
    await expect(refused).rejects.toMatchObject({ name: 'StartError', message: expect.stringContaining('It may not') });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseAccess, startDynamoDb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { openStream } from '../../../infra/local/streams/stream-client.ts';
import { createTestTables, startTestDynamoDb } from '../../support/dynamodb-local.ts';
import { treeOf } from '../../support/process-tree.ts';

describe('the local database', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'countersign-db-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('has its data and its stream positions after a clean close', async () => {
    const first = await startDynamoDb({ directory });
    await put(first, 'one', 'two');
    const [one] = await changes(first);
    await first.close();

    const second = await startDynamoDb({ directory });
    await put(second, 'three');
    expect(await items(second)).toEqual(['one', 'three', 'two']);
    expect((await changes(second, one?.sequence)).map(({ pk }) => pk)).toEqual(['two', 'three']);
    await second.close();
  });

  it('has them after a SIGKILL of every process', async () => {
    const { child, access } = await startInProcess(directory);
    await put(access, 'one', 'two');
    const [one] = await changes(access);
    for (const pid of treeOf(child)) process.kill(pid, 'SIGKILL');
    await expect.poll(() => answers(access), { timeout: 10_000 }).toBe(false);

    const second = await startDynamoDb({ directory });
    expect(await items(second)).toEqual(['one', 'two']);
    expect((await changes(second, one?.sequence)).map(({ pk }) => pk)).toEqual(['two']);
    await second.close();
  });

  it('does not outlive a parent that is killed', async () => {
    const { child, access } = await startInProcess(directory);
    child.kill('SIGKILL');
    await expect.poll(() => answers(access), { timeout: 10_000 }).toBe(false);
  });

  it('is empty to whoever has not its key', async () => {
    const database = await startTestDynamoDb();
    await put(database, 'one');
    const stranger = await createTestTables({ ...database, accessKeyId: 'STRANGER' });
    expect((await stranger.send(new ScanCommand({ TableName: 'work' }))).Count).toBe(0);
    await database.close();
  });
});

async function put(access: DatabaseAccess, ...keys: string[]) {
  const client = await createTestTables(access);
  for (const pk of keys) await client.send(new PutCommand({ TableName: 'work', Item: { pk, sk: 'STATE' } }));
  client.destroy();
}

async function items(access: DatabaseAccess) {
  const client = await createTestTables(access);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'work' }));
  client.destroy();
  return Items.map(({ pk }) => pk).sort();
}

async function changes(access: DatabaseAccess, after?: string) {
  const stream = await openStream(access, 'work');
  const [shard] = await stream.shards();
  const iterator = await stream.iterator(shard?.ShardId ?? '', after ? { after } : { at: 'TRIM_HORIZON' });
  const { records } = await stream.read(iterator, 10);
  return records.map(({ dynamodb }) => ({
    pk: (dynamodb.Keys.pk as { S: string }).S,
    sequence: dynamodb.SequenceNumber,
  }));
}

async function startInProcess(directory: string): Promise<{ child: ChildProcess; access: DatabaseAccess }> {
  const script = fileURLToPath(new URL('../../support/run-dynamodb.ts', import.meta.url));
  const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { child, access: JSON.parse(String(line)) };
}

const answers = (access: DatabaseAccess) =>
  fetch(access.url).then(
    () => true,
    () => false,
  );

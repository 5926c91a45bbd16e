import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freePortsInARow } from '../support/free-ports-in-a-row.ts';
import { treeOf } from '../support/process-tree.ts';
import { end, type Started, shareAssembly, startProcess, untilRunning } from '../support/start-process.ts';

describe('the local database has trouble of its own', () => {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-database-'));
  shareAssembly(directory);
  let started: Started | undefined;
  afterAll(async () => {
    if (started) await end(started, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  /** The process of the database itself: the last that npm start's guardian started. */
  async function start(): Promise<Started & { database: number }> {
    const it = startProcess(directory, await freePortsInARow());
    started = it;
    await untilRunning(it);
    return { ...it, database: treeOf(it.child).at(-1) ?? 0 };
  }

  it('ended: npm start says so and ends with 1', async () => {
    const { child, database, output } = await start();
    process.kill(database, 'SIGKILL');
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(output()).toMatch(/The local database ended: start again with npm start\.\n$/);
  });

  it('does not answer: npm start stops all the same, by a Ctrl+C that comes twice as npm makes it', async () => {
    const { child, database, output } = await start();
    process.kill(database, 'SIGSTOP');
    child.kill('SIGINT');
    await expect.poll(output).toContain('Stopping');
    child.kill('SIGINT');
    await once(child, 'exit', { signal: AbortSignal.timeout(60_000) });
    expect(child.exitCode).toBe(0);
  });
});

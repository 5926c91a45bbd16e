import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sendWebhook } from '../../infra/demo/system.ts';
import { freePortsInARow } from '../support/free-ports-in-a-row.ts';
import { end, startProcess, untilRunning } from '../support/start-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-refusals-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs until it ends by itself; its exit code and what it said besides its progress. */
async function refusal(port: number, env?: NodeJS.ProcessEnv, ...args: string[]) {
  const started = startProcess(directory, port, env, ...args);
  if (started.child.exitCode === null) await once(started.child, 'exit');
  const lines = started
    .output()
    .trim()
    .split('\n')
    .filter((line) => !/^Countersign is starting|^ +\d+\.\d s/.test(line));
  return { code: started.child.exitCode, lines };
}

describe('npm start cannot start', () => {
  it('says which port is taken and what to do, and ends with 1', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    const { code, lines } = await refusal(taken);
    blocker.close();
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^Port ${taken} is taken by another program: .*--port \\d+`)),
    ]);
  });

  it('leaves alone what runs in this directory, and ends with 1', async () => {
    const first = startProcess(directory, await freePortsInARow());
    const running = await untilRunning(first);
    const { code, lines } = await refusal(await freePortsInARow(), process.env, '--fresh');
    expect(code).toBe(1);
    expect(lines).toEqual([
      `Countersign runs here already (process ${first.child.pid}, ${running.apiUrl}/): stop it first. If that process is another program, delete .countersign/lock and start again.`,
    ]);
    expect(first.running()).toEqual(running);
    const webhook = await sendWebhook(running, 'trg_stock', { type: 'stock.low', reportTo: 'a@elsewhere.example' });
    expect(webhook.status).toBe(202);
    expect(await end(first, 'SIGTERM')).toBe(0);
  });

  it('says that Java is missing and how to get it, and ends with 1', async () => {
    const port = await freePortsInARow();
    const { code, lines } = await refusal(port, { ...process.env, PATH: '/nonexistent', JAVA_HOME: '' });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^Java 17 or newer is needed.*install it/)]);
  });

  it.each([
    [['--port', 'many'], /--port takes a number/],
    [['--wat'], /Unknown option '--wat'.*--port N, --fresh/],
  ])('says what is wrong with %j, and ends with 1', async (args, sentence) => {
    const { code, lines } = await refusal(4900, process.env, ...args);
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(sentence)]);
  });

  it('says which Node is needed where npm brought none, and ends with 1', () => {
    const check = resolve('infra/check-node.mjs');
    const asOld = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import('file://${check}');`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', asOld], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^Countersign needs Node 24 or newer.*install Node 24/),
    ]);
    expect(execFileSync(process.execPath, [check], { encoding: 'utf8' })).toBe('');
  });
});

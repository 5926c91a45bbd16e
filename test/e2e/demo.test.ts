import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../infra/local/running.ts';
import { checkAnswersOf } from '../support/checked-fetch.ts';
import { freePortsInARow } from '../support/free-ports-in-a-row.ts';
import { end, type Started, shareAssembly, startProcess, untilRunning } from '../support/start-process.ts';

describe('npm run demo beside npm start', () => {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
  shareAssembly(directory);
  let started: Started;
  let running: Running;
  beforeAll(async () => {
    started = startProcess(directory, await freePortsInARow());
    running = await untilRunning(started);
    checkAnswersOf(running.apiUrl);
  });
  afterAll(async () => {
    await end(started, 'SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  });

  async function refuseNextMail() {
    const body = JSON.stringify({ answer: 'refuse' });
    const { status } = await fetch(`${running.localUrl}/mailbox/next-answer`, { method: 'POST', body });
    expect(status).toBe(204);
  }

  const runDemo = () => runBeside('infra/demo/demo.ts');

  async function runBeside(file: string, ...args: string[]) {
    const child = spawn(process.execPath, [resolve(file), ...args], { cwd: directory });
    const [output, problem] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code: child.exitCode, lines: output.trim().split('\n'), problem: problem.trim() };
  }

  it('observes all of it and ends with 0', async () => {
    const { code, lines, problem } = await runDemo();
    expect(problem).toBe('');
    expect(code).toBe(0);
    expect(lines).toContain('  ✓ Olivia signed in');
    expect(lines.at(-1)).toBe('All of it was observed.');
  });

  it('and npm run key prints a key that opens its agent, and nothing else', async () => {
    const { code, lines, problem } = await runBeside('infra/demo/key.ts', 'agt_stock');
    expect([code, problem, lines.length]).toEqual([0, '', 1]);
    const headers = { authorization: `Bearer ${lines[0]}`, 'content-type': 'application/json', 'idempotency-key': '1' };
    const input = { to: ['press@elsewhere.example'], subject: 'Stock', text: 'Low.' };
    const body = JSON.stringify({ capability: 'send_email', input });
    const asked = await fetch(`${running.apiUrl}/agents/agt_stock/actions`, { method: 'POST', headers, body });
    expect(await asked.json()).toMatchObject({ code: 'ACTION_BLOCKED', reason: 'outside_list' });
    expect(await runBeside('infra/demo/key.ts', 'agt_none')).toMatchObject({ code: 1, lines: [''] });
  });

  it('names what it did not see and ends with 1', async () => {
    // More often than the notice is tried.
    for (let times = 0; times < 5; times += 1) await refuseNextMail();
    const { code, lines, problem } = await runDemo();
    expect(code).toBe(1);
    expect(lines).toContain('  ✓ Olivia has a bell notification');
    expect(problem).toMatch(/^✗ Not seen: Olivia has an email with a link to it, .+ \(it did not happen in time\)$/);
  });

  it('says how to start what was ended without a word', async () => {
    await end(started, 'SIGKILL');
    const { code, problem } = await runDemo();
    expect(code).toBe(1);
    expect(problem).toMatch(/^Countersign does not run here: start it with "npm start"/);
  });
});

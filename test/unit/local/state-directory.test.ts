import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRunning, removeRunning, writeRunning } from '../../../infra/local/running.ts';
import { emptyState, lockState } from '../../../infra/local/state-directory.ts';

const NOBODY = 2 ** 22 + 1;
const url = 'http://127.0.0.1:4700';
const place = { apiUrl: url, issuer: url, clientId: 'Console', localUrl: url, secrets: {} };
const running = (pid: number) => ({
  ...place,
  database: { url, accessKeyId: 'K' },
  smtp: { host: '127.0.0.1', port: 4704 },
  pid,
});

describe('the state directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'countersign-state-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const lock = () => readFileSync(join(directory, 'lock'), 'utf8');
  const lockedBy = (pid: string) => writeFileSync(join(directory, 'lock'), pid);

  it('is refused to a second process, which is told where the first one is', () => {
    lockedBy(String(process.ppid));
    expect(() => lockState(directory)).toThrow(`runs here already (process ${process.ppid}): stop it first.`);
    writeRunning(directory, running(process.ppid));
    expect(() => lockState(directory)).toThrow(`(process ${process.ppid}, ${url}/)`);
    expect(lock()).toBe(String(process.ppid));
  });

  it('is refused while the lock names nobody: it may be being written', () => {
    lockedBy('');
    expect(() => lockState(directory)).toThrow('(process unknown)');
  });

  it.each([NOBODY, process.pid])('is taken over from a process that is gone (%i)', (pid) => {
    lockedBy(String(pid));
    lockState(directory);
    expect(lock()).toBe(String(process.pid));
  });

  it('stays locked when it is emptied, and keeps what is no state', () => {
    lockState(directory);
    for (const name of ['kept', 'assembly']) writeFileSync(join(directory, name), '');
    emptyState(directory);
    expect(readdirSync(directory)).toEqual(['assembly', 'lock']);
  });

  it('names as running only what is alive', () => {
    writeRunning(directory, running(NOBODY));
    expect(readRunning(directory)).toBeUndefined();
  });

  it.each([
    [process.pid, undefined],
    [process.ppid, running(process.ppid)],
  ])('forgets that it runs only for the one that ran (%i)', (pid, left) => {
    writeRunning(directory, running(pid));
    removeRunning(directory);
    expect(readRunning(directory)).toEqual(left);
  });
});

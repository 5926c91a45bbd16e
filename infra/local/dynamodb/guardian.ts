/**
 * Runs a command and ends it when standard input ends. The pipe closes however the process at its other end
 * goes, SIGKILL included, so the database never outlives the local run.
 *
 * `node guardian.ts <command> [...arguments]`; exit code 127 means that there is no such command.
 */
import { spawn } from 'node:child_process';

const GRACE_MS = 5_000;

const [command = '', ...commandArguments] = process.argv.slice(2);
const child = spawn(command, commandArguments, { windowsHide: true, stdio: ['ignore', 'inherit', 'inherit'] });

child.on('error', () => process.exit(127));
child.on('exit', (code) => process.exit(code ?? 0));

const end = () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
};
process.stdin.on('end', end).on('error', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

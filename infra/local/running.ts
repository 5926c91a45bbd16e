import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { isAlive } from './is-alive.ts';

/** Where a running system is; kept in its state directory for the demo and for curious people. */
export const Running = z.object({
  /** API and console. */
  apiUrl: z.url(),
  issuer: z.url(),
  clientId: z.string(),
  localUrl: z.url(),
  /** DynamoDB Local, for looking inside: it keeps one database for each access key id. */
  database: z.object({ url: z.url(), accessKeyId: z.string() }),
  /** Webhook secret by trigger id. */
  secrets: z.record(z.string(), z.string()),
  /** The mail server for mail to agents. */
  smtp: z.object({ host: z.string(), port: z.number().int() }),
  pid: z.number().int(),
});
export type Running = z.infer<typeof Running>;

const fileIn = (stateDirectory: string) => join(stateDirectory, 'running.json');

/** Readable by its owner only, since it holds the secrets that webhooks are signed with. */
export function writeRunning(stateDirectory: string, running: Running): void {
  writeFileSync(fileIn(stateDirectory), `${JSON.stringify(running, undefined, 2)}\n`, { mode: 0o600 });
}

/** What runs there; undefined as well where it was ended and could not say so. */
export function readRunning(stateDirectory: string): Running | undefined {
  try {
    const running = Running.parse(JSON.parse(readFileSync(fileIn(stateDirectory), 'utf8')));
    return isAlive(running.pid) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** Only what this process wrote. */
export function removeRunning(stateDirectory: string): void {
  if (readRunning(stateDirectory)?.pid === process.pid) rmSync(fileIn(stateDirectory), { force: true });
}

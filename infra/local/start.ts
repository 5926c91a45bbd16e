import { join, resolve } from 'node:path';
import { assembleInto } from './assembly/assemble.ts';
import { type DatabaseAccess, startDynamoDb } from './dynamodb/start-dynamodb.ts';
import { StartError } from './dynamodb/start-error.ts';
import { claimPorts } from './free-ports.ts';
import { removeRunning, writeRunning } from './running.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';
import { type LocalStack, startStack } from './start-stack.ts';
import { ASSEMBLY, emptyState, lockState } from './state-directory.ts';
import { makeStop } from './stop.ts';

/** `npm start`: the whole system on this machine. */
const stateDirectory = resolve('.countersign');
let ending = false;

async function start({ port, fresh }: StartOptions): Promise<void> {
  const began = performance.now();
  const progress = (part: string) =>
    console.log(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(4)} s  ${part}`);
  console.log('Countersign is starting on this machine.');
  lockState(stateDirectory);
  const ports = await claimPorts(port);
  if (fresh) emptyState(stateDirectory);
  const assemblyDirectory = join(stateDirectory, ASSEMBLY);
  // They need nothing of each other.
  const [database] = await Promise.all([
    startDynamoDb({ directory: join(stateDirectory, 'dynamodb') }).then((started) => {
      progress('database');
      void started.ended.then(endWithoutDatabase);
      return started;
    }),
    assembleInto(assemblyDirectory).then((it) => progress(it === 'made' ? 'stack synthesized' : 'stack as before')),
  ]);
  const log = (line: string) => console.error(`  ! ${line}`);
  const stack = await startStack({ assemblyDirectory, stateDirectory, ports, database, log, progress });
  endOnSignal(stack, database.close);
  await announce(stack, database);
  await stack.host.warmUp();
}

async function announce(
  { urls, clientId, workspace, smtp, people: whoCanSignIn }: LocalStack,
  { url, accessKeyId }: DatabaseAccess,
): Promise<void> {
  const [people, secrets] = await Promise.all([whoCanSignIn(), workspace.secrets()]);
  writeRunning(stateDirectory, {
    apiUrl: urls.api,
    issuer: urls.signIn,
    clientId,
    localUrl: urls.local,
    database: { url, accessKeyId },
    secrets,
    smtp,
    pid: process.pid,
  });
  console.log(`
Countersign runs.

  Console   ${urls.api}/
  API       ${urls.api}
  Mailbox   ${urls.local}/mailbox
  Mail in   smtp://${smtp.host}:${smtp.port}
  Phone     ${urls.local}/phone
  Requests  ${urls.local}/requests
  Inside    ${urls.local}/
  Logs      ${join('.countersign', 'logs')}

Sign in as
${people.map(({ name, email, role }) => `  ${name.padEnd(16)} ${email.padEnd(24)} ${role}`).join('\n')}

See it work: run "npm run demo" in another terminal. Stop with Ctrl+C; what waits is kept, and
"npm start -- --fresh" empties it.
`);
}

function endOnSignal(stack: LocalStack, closeDatabase: () => Promise<void>): void {
  const stop = makeStop({
    async close() {
      ending = true;
      removeRunning(stateDirectory);
      await stack.close();
      await closeDatabase();
    },
    exit: process.exit,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

function endWithoutDatabase(): void {
  if (ending) return;
  removeRunning(stateDirectory);
  console.error('The local database ended: start again with npm start.');
  process.exit(1);
}

try {
  await start(readStartOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  // The database may be up already; its guardian ends it with this process.
  process.exit(1);
}

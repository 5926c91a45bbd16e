import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openUsers } from './cognito/users.ts';
import { createTables } from './dynamodb/create-tables.ts';
import { openLocalWorkspace } from './local-workspace.ts';
import { openObjectStore } from './s3/object-store.ts';
import { openContext, type StackOptions } from './stack-context.ts';
import { startBackground } from './start-background.ts';
import { startEdge } from './start-edge.ts';
import { startFunctions } from './start-functions.ts';

export type LocalStack = Awaited<ReturnType<typeof startStack>>;

/** Runs a synthesized stack on this machine; every part reads what it does from the template. */
export async function startStack({ progress = () => undefined, ...options }: StackOptions) {
  const context = openContext(options);
  const { database, resources, assembly, deadLetters, urls } = context;
  const { WorkTable = '', ClientId = '', FilesBucket = '' } = assembly.outputs;
  mkdirSync(options.stateDirectory, { recursive: true });
  await createTables(database, resources);
  const objects = await openObjectStore(join(options.stateDirectory, 's3'), resources);
  const places = { workTable: WorkTable, filesBucket: FilesBucket };
  const workspace = await openLocalWorkspace({ database, objects }, places);
  const users = openUsers(options.stateDirectory, resources);
  progress('tables');
  const people = () => workspace.people(users.all());
  const { host, mailbox, endpoint, outside, smtp, calls } = await startFunctions(context, objects, users);
  progress('functions');
  const edge = await startEdge(context, host, people);
  progress('API and sign-in');
  const { scheduler, ...background } = await startBackground(context, host, calls);
  progress('streams and schedules');

  return {
    ...{ urls, clientId: ClientId, workspace, people, users, mailbox, objects, host, scheduler, deadLetters },
    filesBucket: FilesBucket,
    smtp: { host: smtp.host, port: smtp.port },
    /** What starts things first, what they need last. */
    async close() {
      await Promise.all([edge.close(), background.close(), smtp.close()]);
      await host.close();
      await endpoint.close();
      await outside.close();
      workspace.close();
    },
  };
}

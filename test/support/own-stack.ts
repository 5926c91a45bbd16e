import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleInto } from '../../infra/local/assembly/assemble.ts';
import { claimPorts } from '../../infra/local/free-ports.ts';
import type { Running } from '../../infra/local/running.ts';
import { startStack } from '../../infra/local/start-stack.ts';
import { startTestDynamoDb } from './dynamodb-local.ts';
import { freePortsInARow } from './free-ports-in-a-row.ts';
import { ASSEMBLY_DIRECTORY } from './shared/names.ts';

export type Template = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };

/** The real stack on free ports, with state of its own. `edit` changes the synthesized template before it runs. */
export async function startOwnStack(edit?: (template: Template) => void) {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-e2e-'));
  const assemblyDirectory = await assemblyFor(join(directory, 'assembly'), edit);
  const ports = await claimPorts(await freePortsInARow());
  const log: string[] = [];
  const stateDirectory = join(directory, 'state');
  const database = await startTestDynamoDb();
  const stack = await startStack({ assemblyDirectory, stateDirectory, ports, database, log: (line) => log.push(line) });
  const running: Running = {
    ...{ apiUrl: stack.urls.api, issuer: stack.urls.signIn, localUrl: stack.urls.local, clientId: stack.clientId },
    ...{ secrets: await stack.workspace.secrets(), pid: process.pid, database, smtp: stack.smtp },
  };
  const close = async () => {
    await stack.close();
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { stack, running, log, stateDirectory, close };
}

/** The assembly that the run of tests shares, a copy of it that may be edited, or one made for this stack alone. */
async function assemblyFor(directory: string, edit: ((template: Template) => void) | undefined): Promise<string> {
  const shared = process.env[ASSEMBLY_DIRECTORY];
  if (shared && !edit) return shared;
  if (shared) cpSync(shared, directory, { recursive: true });
  else await assembleInto(directory);
  if (edit) editTemplate(directory, edit);
  return directory;
}

export type OwnStack = Awaited<ReturnType<typeof startOwnStack>>;

function editTemplate(assemblyDirectory: string, edit: (template: Template) => void): void {
  const [file = ''] = globSync(join(assemblyDirectory, '*.template.json'));
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  edit(template);
  writeFileSync(file, JSON.stringify(template));
}

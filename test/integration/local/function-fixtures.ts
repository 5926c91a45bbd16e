import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Resource } from '../../../infra/local/contract.ts';
import { openDeadLetters } from '../../../infra/local/dead-letters.ts';
import { startFunctionHost } from '../../../infra/local/functions/function-host.ts';

type Properties = Record<string, unknown>;

/** A function of a template, whose bundle is `source`. */
export type FunctionFixture = { id: string; source: string; properties?: Properties };

function functionResource({ id, properties }: FunctionFixture): Resource {
  return {
    id,
    type: 'AWS::Lambda::Function',
    properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Timeout: 10, MemorySize: 256, ...properties },
  };
}

/** Bundles on disk and a place for state; gone when the test is over. */
export async function makeBundles(functions: readonly FunctionFixture[]) {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const { id, source } of functions) {
    await mkdir(join(directory, id));
    await writeFile(join(directory, id, 'index.mjs'), source);
  }
  const stateDirectory = join(directory, 'state');
  return { code: (id: string) => join(directory, id), stateDirectory, deadLetters: openDeadLetters(stateDirectory) };
}

type Bundles = Awaited<ReturnType<typeof makeBundles>>;

export function startHost(bundles: Bundles, functions: readonly FunctionFixture[], others: Resource[] = []) {
  const lines: string[] = [];
  const host = startFunctionHost({
    ...bundles,
    resources: [...functions.map(functionResource), ...others],
    endpointUrl: () => 'http://127.0.0.1:9',
    logs: { write: (id, line, stream) => lines.push(`${id} ${stream} ${line}`), close: async () => {} },
    retryDelaysMs: [20, 40],
  });
  onTestFinished(() => host.close());
  return { host, lines };
}

/** A host that runs the functions, and what they wrote. */
export async function runFunctions(functions: readonly FunctionFixture[], others: Resource[] = []) {
  const bundles = await makeBundles(functions);
  return { ...bundles, ...startHost(bundles, functions, others) };
}

/** Source of a handler that notes each event it gets in `file`, then does as `then` says; `seen` counts the notes. */
export function noting(file: string, then = 'return "done";'): string {
  return `import { appendFileSync, readFileSync } from 'node:fs';
    export const handler = async (event, context) => {
      appendFileSync(${JSON.stringify(file)}, JSON.stringify({ event, requestId: context.awsRequestId }) + '\\n');
      const seen = readFileSync(${JSON.stringify(file)}, 'utf8').split('\\n').length - 1;
      ${then}
    };`;
}

/** What was noted, oldest first. */
export async function readNotes(file: string): Promise<{ event: unknown; requestId: string }[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { SYSTEM_SENDER } from '../../support/builders.ts';
import { bundleBaselines } from './bundle-baselines.ts';
import { type ColdWorld, openColdWorld } from './cold-world.ts';
import { FUNCTIONS_ON_THE_WAY } from './functions-on-the-way.ts';

/** Milliseconds since the process began, and bytes. `written` is missing where a function writes nothing. */
export type Start = {
  begun: number;
  loaded: number;
  written?: number;
  answered: number;
  /** Of user and system, until the answer: what a busy machine changes least. */
  cpu: number;
  rss: number;
  heapUsed: number;
};
type ColdStarts = { name: string; kilobytes: number; starts: Start[] };
type Starter = { name: string; file: string; eventOf: (world: ColdWorld) => Promise<unknown> };

const START_ONCE = join(import.meta.dirname, 'start-once.mjs');
const run = promisify(execFile);

/**
 * Starts every function on the way, an empty one and a bare client, each in a fresh process, in turn and again: a round
 * that the machine spends on something else slows all of them.
 */
export async function measureCold(rounds: number, only?: readonly string[]): Promise<ColdStarts[]> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const world = await openColdWorld();
  try {
    const bundles = await bundleFunctions(join(directory, 'functions'));
    const baselines = await bundleBaselines(join(directory, 'baselines'));
    const starters: Starter[] = [
      { name: 'Empty handler', file: baselines.empty, eventOf: async () => ({}) },
      { name: 'Bare client', file: baselines.bareClient, eventOf: async () => ({ id: crypto.randomUUID() }) },
      ...FUNCTIONS_ON_THE_WAY.map(({ name, entry, eventOf }) => {
        return { name, eventOf, file: join(bundles.of(entry), 'index.mjs') };
      }),
    ];
    const measured = starters.filter(({ name }) => !only || only.includes(name));
    const results = measured.map(({ name, file }): ColdStarts => {
      return { name, kilobytes: statSync(file).size / 1_000, starts: [] };
    });
    // The first start of each reads files that the later ones find in memory: it is not counted.
    for (let round = -1; round < rounds; round++) {
      for (const [i, starter] of measured.entries()) {
        const start = await startOnce(starter, world, directory);
        if (round >= 0) results[i]?.starts.push(start);
      }
    }
    return results;
  } finally {
    await world.close();
    rmSync(directory, { recursive: true });
  }
}

async function startOnce({ name, file, eventOf }: Starter, world: ColdWorld, directory: string): Promise<Start> {
  const events = join(directory, 'events.json');
  writeFileSync(events, JSON.stringify([await eventOf(world)]));
  const servedBefore = world.services.count();
  const options = { cwd: dirname(file), env: environment(world), timeout: 30_000 };
  const { stdout } = await run(process.execPath, [START_ONCE, file, events], options).catch((error) => {
    throw new Error(`${name} did not start: ${String(error.stderr).slice(0, 1_000)}`);
  });
  const start = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  const { answer } = start;
  const didNothing = file.endsWith('index.mjs') && !start.written && world.services.count() === servedBefore;
  if (didNothing || answer?.statusCode >= 300 || answer?.batchItemFailures?.length > 0)
    throw new Error(`${name} did not do its work: ${stdout.slice(0, 1_000)}`);
  return start;
}

/** As the stack sets it, with endpoints of this machine. */
function environment({ database, services }: ColdWorld): NodeJS.ProcessEnv {
  return {
    ...{ PATH: process.env.PATH, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: database.accessKeyId, AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_ENDPOINT_URL: services.url, AWS_ENDPOINT_URL_DYNAMODB: database.url },
    ...{ WORK_TABLE: 'work', LEDGER_TABLE: 'ledger', EVENT_BUS: 'bus', FILES_BUCKET: 'files' },
    ...{ EMAIL_EXECUTOR: 'email', SMS_EXECUTOR: 'sms', CALL_EXECUTOR: 'call' },
    ...{ HTTP_EXECUTOR: 'http', TOOL_EXECUTOR: 'tool' },
    ...{ AGENT_SENDER: 'agents@agents.acme.example', CONFIGURATION_SET: 'agents', ORIGINATION_IDENTITY: 'pool/p' },
    ...{ SECRET_PREFIX: 'countersign/http/', MODEL_SECRET_PREFIX: 'countersign/model/' },
    DEFAULT_MODEL: JSON.stringify({ provider: 'bedrock', modelId: 'amazon.nova-lite-v1:0' }),
    SYSTEM_SENDER,
    LOCAL_HTTP_HOSTS: `shop.example=${services.port}`,
  };
}

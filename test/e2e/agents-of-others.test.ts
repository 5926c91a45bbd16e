import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailTo, newAgentKey, type SignedInPerson, signIn } from '../../infra/demo/system.ts';
import { closing } from '../support/closing.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';
import { startModelServer } from '../support/model-server.ts';

/** What a model would do: ask once, wait as it was told to, and say at last that it is done. */
function thinks(tool: string, to: string, looks: boolean) {
  return ({ body }: { body: unknown }) => {
    const read = JSON.stringify(body);
    const actionId = /act_\w+/.exec(read)?.[0];
    if (read.includes('executed')) return { say: 'It is done.' };
    if (!actionId) {
      return { calls: [{ tool, id: 'call_1', input: { to: [to], subject: 'Thank you', text: 'Thank you, Dana.' } }] };
    }
    if (!looks) return { say: 'A person was asked, so I wait.' };
    return { calls: [{ tool: 'get_action', id: 'call_2', input: { actionId, waitSeconds: 20 } }] };
  };
}

/** Over MCP the model itself looks how it ended; elsewhere it says that it waits, and the program tells it. */
const PROGRAMS = [
  { file: 'ai-sdk.ts', tool: 'sendEmail', looks: false },
  { file: 'openai-agents.ts', tool: 'send_email', looks: true },
  { file: 'langgraph.ts', tool: 'send_email', looks: false },
];

describe('the examples: agents on frameworks of others', () => {
  let system: TestStack;
  let olivia: SignedInPerson;
  let key: string;
  beforeAll(async () => {
    system = await startTestStack();
    olivia = await signIn(system.running, 'per_olivia');
    const made = await newAgentKey(system.running, { ownerId: 'per_olivia', agentId: 'agt_invoice', name: 'Example' });
    key = 'key' in made ? made.key : '';
  });
  afterAll(() => system.close());

  function start(file: string, modelUrl: string) {
    const child = spawn(process.execPath, [`docs/examples/${file}`, 'Thank Dana.'], {
      env: {
        PATH: process.env.PATH,
        ...{ COUNTERSIGN_URL: system.running.apiUrl, COUNTERSIGN_AGENT: 'agt_invoice', COUNTERSIGN_KEY: key },
        ...{ MODEL: 'a-model', OPENAI_API_KEY: 'sk-none', OPENAI_BASE_URL: `${modelUrl}/v1` },
      },
    });
    return Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  }

  /** Asked for by this run: the examples all ask for the same. */
  async function pendingTo(address: string) {
    const find = async () => (await olivia.pending()).find(({ summary }) => summary.includes(address))?.actionId;
    await expect.poll(find, { timeout: 60_000 }).toBeDefined();
    return olivia.card((await find()) ?? '');
  }

  it.each(PROGRAMS)('$file asks, waits for a person, and its model is told that it was sent', async (program) => {
    const { file, tool, looks } = program;
    const to = `${file.replace('.ts', '')}@customer.example`;
    const model = await closing(startModelServer(Array.from({ length: 9 }, () => thinks(tool, to, looks))));
    const ended = start(file, model.url);
    const card = await pendingTo(to);
    expect(card.trigger).toMatchObject({ kind: 'api', name: 'Example' });
    expect(await mailTo(system.running, to)).toEqual([]);
    await olivia.decide(card, { verdict: 'approve', notifyAgent: false });
    const [said, problem, [code]] = await ended;
    expect([code, problem]).toEqual([0, '']);
    expect(said.trim().split('\n').at(-1)).toBe('It is done.');
    expect(await mailTo(system.running, to)).toHaveLength(1);
    // Asked; waits, and knows it; told that it was sent.
    expect(JSON.stringify(model.requests[1]?.body)).toContain('pending_approval');
    expect(model.requests.length).toBeGreaterThanOrEqual(3);
  });
});

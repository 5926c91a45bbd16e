import { randomUUID } from 'node:crypto';
import { Agent, type Model, type ModelRequest, RunState, run, setTracingDisabled, tool, Usage } from '@openai/agents';
import * as z from 'zod';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';
import { openRows } from './row-postgres.ts';

/** A model that calls the tool, and says so once it has run. */
const stub: Model = {
  getResponse: async ({ input }: ModelRequest) => {
    const isDone = typeof input !== 'string' && input.some(({ type }) => type === 'function_call_result');
    const said = [{ type: 'output_text' as const, text: 'Sent.' }];
    const output = isDone
      ? [{ type: 'message' as const, role: 'assistant' as const, status: 'completed' as const, content: said }]
      : [
          {
            ...{ type: 'function_call' as const, status: 'completed' as const, name: 'send', callId: randomUUID() },
            arguments: JSON.stringify(oneKilobyte('dana@customer.example')),
          },
        ];
    return { usage: new Usage(), output };
  },
  getStreamedResponse: () => {
    throw new Error('Nothing is streamed here.');
  },
};

/** OpenAI Agents SDK: a tool that needs approval, the run's state in a row of Postgres until a person answers. */
export const open: OpenContender = async (stores) => {
  setTracingDisabled(true);
  const rows = openRows(stores, 'openai_agents');
  await rows.create();
  let effects = 0;
  const send = tool({
    ...{ name: 'send', description: 'Sends an email.', needsApproval: true },
    parameters: z.object({ to: z.array(z.string()), subject: z.string(), text: z.string() }),
    execute: async () => {
      effects += 1;
      return 'executed';
    },
  });
  const agent = new Agent({ name: 'Invoices', instructions: 'Write.', model: stub, tools: [send] });
  return {
    ask: async () => {
      const id = randomUUID();
      const { state } = await run(agent, 'Write to Dana.');
      await rows.ask(id, state.toString());
      return id;
    },
    approve: async (question) => {
      const id = String(question);
      const state = await RunState.fromString(agent, await rows.take(id));
      const [asked] = state.getInterruptions();
      if (!asked) throw new Error('Nothing was asked for.');
      state.approve(asked);
      await run(agent, state);
      await rows.done(id);
    },
    effects: () => effects,
    close: async () => rows.close(),
  };
};

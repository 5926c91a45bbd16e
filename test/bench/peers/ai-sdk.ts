import { randomUUID } from 'node:crypto';
import { generateText, type ModelMessage, tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import * as z from 'zod';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';
import { openRows } from './row-postgres.ts';

const USAGE = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** AI SDK: a tool that needs approval, its messages in a row of Postgres until a person answers; the model is a stub. */
export const open: OpenContender = async (stores) => {
  const rows = openRows(stores, 'ai_sdk');
  await rows.create();
  let effects = 0;
  const model = new MockLanguageModelV4({
    doGenerate: async ({ prompt }) => {
      const isDone = prompt.some(({ role }) => role === 'tool');
      const input = JSON.stringify(oneKilobyte('dana@customer.example'));
      const call = { type: 'tool-call' as const, toolCallId: randomUUID(), toolName: 'send', input };
      const unified = isDone ? ('stop' as const) : ('tool-calls' as const);
      const content = isDone ? [{ type: 'text' as const, text: 'Sent.' }] : [call];
      return { content, finishReason: { unified, raw: undefined }, usage: USAGE, warnings: [] };
    },
  });
  const inputSchema = z.object({ to: z.array(z.string()), subject: z.string(), text: z.string() });
  const execute = async () => {
    effects += 1;
    return 'executed';
  };
  const tools = { send: tool({ inputSchema, needsApproval: true, execute }) };
  return {
    ask: async () => {
      const id = randomUUID();
      const asked: ModelMessage = { role: 'user', content: 'Write to Dana.' };
      const { response } = await generateText({ model, tools, messages: [asked] });
      await rows.ask(id, JSON.stringify([asked, ...response.messages]));
      return id;
    },
    approve: async (question) => {
      const id = String(question);
      const messages = JSON.parse(await rows.take(id)) as ModelMessage[];
      const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : [...content]));
      const request = parts.find((part) => part.type === 'tool-approval-request');
      if (!request) throw new Error('Nothing was asked for.');
      const yes = { type: 'tool-approval-response' as const, approvalId: request.approvalId, approved: true };
      await generateText({ model, tools, messages: [...messages, { role: 'tool', content: [yes] }] });
      await rows.done(id);
    },
    effects: () => effects,
    close: async () => rows.close(),
  };
};

/** An agent on the AI SDK (`ai`): its tool asks Countersign over HTTP, and the program waits for people. */
import { openai } from '@ai-sdk/openai';
import { generateText, isStepCount, type ModelMessage, tool } from 'ai';
import * as z from 'zod';
import { ask, endOf, needed, tell } from './countersign.ts';

const waiting: string[] = [];

const sendEmail = tool({
  description: 'Sends an email. pending_approval means that a person was asked: say so, and do not call it again.',
  inputSchema: z.object({ to: z.array(z.string()), subject: z.string(), text: z.string() }),
  execute: async (input, { toolCallId }) => {
    const outcome = await ask('send_email', input, toolCallId, 'The task of this program.');
    if (outcome.poll) waiting.push(outcome.actionId);
    return outcome;
  },
});

const messages: ModelMessage[] = [{ role: 'user', content: process.argv[2] ?? 'Thank dana@customer.example.' }];
for (;;) {
  const { text, response } = await generateText({
    model: openai(needed('MODEL')),
    instructions: 'You write emails for Acme.',
    messages,
    tools: { sendEmail },
    stopWhen: isStepCount(10),
  });
  console.log(text);
  messages.push(...response.messages);
  const actionId = waiting.shift();
  if (actionId === undefined) break;
  messages.push({ role: 'user', content: tell(await endOf(actionId)) });
}

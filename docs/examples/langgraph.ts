/** An agent on LangGraph (`@langchain/langgraph`): waiting for people is a node of its graph. */
import { HumanMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import * as z from 'zod';
import { ask, endOf, needed, tell } from './countersign.ts';

const waiting: string[] = [];

const sendEmail = tool(
  async (input, { toolCall }) => {
    const outcome = await ask('send_email', input, toolCall.id, 'The task of this program.');
    if (outcome.poll) waiting.push(outcome.actionId);
    return JSON.stringify(outcome);
  },
  {
    name: 'send_email',
    description: 'Sends an email. pending_approval means that a person was asked: say so, and do not call it again.',
    schema: z.object({ to: z.array(z.string()), subject: z.string(), text: z.string() }),
  },
);
const model = new ChatOpenAI({ model: needed('MODEL') }).bindTools([sendEmail]);

const graph = new StateGraph(MessagesAnnotation)
  .addNode('think', async ({ messages }) => {
    const said = await model.invoke(messages);
    if (said.text) console.log(said.text);
    return { messages: [said] };
  })
  .addNode('ask', new ToolNode([sendEmail]))
  .addNode('wait', async () => ({ messages: [new HumanMessage(tell(await endOf(waiting.shift() ?? '')))] }))
  .addEdge(START, 'think')
  .addConditionalEdges(
    'think',
    (state) => (toolsCondition(state) === 'tools' ? 'ask' : waiting.length > 0 ? 'wait' : END),
    ['ask', 'wait', END],
  )
  .addEdge('ask', 'think')
  .addEdge('wait', 'think')
  .compile();

await graph.invoke({ messages: [new HumanMessage(process.argv[2] ?? 'Thank dana@customer.example.')] });

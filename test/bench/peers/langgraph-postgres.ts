import { randomUUID } from 'node:crypto';
import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';

/** LangGraph JS: a graph that interrupts before the tool and is resumed by the person's answer; checkpoints in Postgres. */
export const open: OpenContender = async ({ postgres }) => {
  const { host = '', port = 0, user = '' } = postgres ?? {};
  const saver = PostgresSaver.fromConnString(`postgres://${user}@${host}:${port}/postgres`);
  await saver.setup();
  let effects = 0;
  const State = Annotation.Root({ content: Annotation<string>, outcome: Annotation<string> });
  const graph = new StateGraph(State)
    .addNode('ask', (state) => ({ outcome: interrupt(state.content) as string }))
    .addNode('tool', () => {
      effects += 1;
      return { outcome: 'executed' };
    })
    .addEdge(START, 'ask')
    .addEdge('ask', 'tool')
    .addEdge('tool', END)
    .compile({ checkpointer: saver });
  const of = (id: string) => ({ configurable: { thread_id: id } });
  return {
    ask: async () => {
      const id = randomUUID();
      await graph.invoke({ content: JSON.stringify(oneKilobyte('dana@customer.example')), outcome: '' }, of(id));
      return id;
    },
    approve: async (question) => {
      const { outcome } = await graph.invoke(new Command({ resume: 'approved' }), of(String(question)));
      if (outcome !== 'executed') throw new Error(`It ended as ${outcome}`);
    },
    effects: () => effects,
    close: async () => saver.end(),
  };
};

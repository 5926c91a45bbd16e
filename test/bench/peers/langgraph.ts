import { randomUUID } from 'node:crypto';
import { Annotation, type BaseCheckpointSaver, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { type Contender, oneKilobyte } from '../cycle/contender.ts';

/** LangGraph JS: a graph that interrupts before the tool and is resumed by the person's answer, with these checkpoints. */
export function langGraphOn(checkpointer: BaseCheckpointSaver, close: () => Promise<void>): Contender {
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
    .compile({ checkpointer });
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
    close,
  };
}

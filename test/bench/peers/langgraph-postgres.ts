import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import type { OpenContender } from '../cycle/contender.ts';
import { langGraphOn } from './langgraph.ts';

/** LangGraph JS with its checkpoints in Postgres. */
export const open: OpenContender = async ({ postgres }) => {
  const { host = '', port = 0, user = '' } = postgres ?? {};
  const saver = PostgresSaver.fromConnString(`postgres://${user}@${host}:${port}/postgres`);
  await saver.setup();
  return langGraphOn(saver, async () => saver.end());
};

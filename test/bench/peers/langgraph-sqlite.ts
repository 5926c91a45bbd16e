import { join } from 'node:path';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import type { OpenContender } from '../cycle/contender.ts';
import { langGraphOn } from './langgraph.ts';

/** LangGraph JS with its checkpoints in a file of SQLite. */
export const open: OpenContender = async ({ directory }) => {
  const saver = SqliteSaver.fromConnString(join(directory, 'langgraph.sqlite'));
  return langGraphOn(saver, async () => void saver.db.close());
};

import type { Entry } from './contestants.ts';

const FLOOR = 'F: four conditional writes, DynamoDB Local';
const PG_FLOOR = 'Four conditional writes, Postgres';
const SQLITE_FLOOR = 'Four conditional writes, SQLite';
const RESTATE_FLOOR = 'Four conditional writes, Restate';

/** Who takes part, each against the four-write floor of its own database. */
export const ENTRIES: readonly Entry[] = [
  { name: FLOOR, module: 'floor-dynamodb.ts', floor: FLOOR },
  { name: 'Countersign', module: 'countersign.ts', floor: FLOOR },
  { name: PG_FLOOR, module: '../peers/floor-postgres.ts', floor: PG_FLOOR, needs: 'postgres' },
  { name: 'LangGraph JS, Postgres', module: '../peers/langgraph-postgres.ts', floor: PG_FLOOR, needs: 'postgres' },
  { name: 'Mastra, Postgres', module: '../peers/mastra.ts', floor: PG_FLOOR, needs: 'postgres' },
  { name: 'AI SDK, row in Postgres', module: '../peers/ai-sdk.ts', floor: PG_FLOOR, needs: 'postgres' },
  {
    name: 'OpenAI Agents SDK, row in Postgres',
    module: '../peers/openai-agents.ts',
    floor: PG_FLOOR,
    needs: 'postgres',
  },
  { name: 'DBOS, Postgres', module: '../peers/dbos.ts', floor: PG_FLOOR, needs: 'postgres' },
  { name: SQLITE_FLOOR, module: '../peers/floor-sqlite.ts', floor: SQLITE_FLOOR, needs: 'sqlite' },
  { name: 'LangGraph JS, SQLite', module: '../peers/langgraph-sqlite.ts', floor: SQLITE_FLOOR, needs: 'sqlite' },
  { name: RESTATE_FLOOR, module: '../peers/floor-restate.ts', floor: RESTATE_FLOOR, needs: 'restate' },
  { name: 'Restate', module: '../peers/restate.ts', floor: RESTATE_FLOOR, needs: 'restate' },
];

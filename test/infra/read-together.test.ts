import { describe, expect, it } from 'vitest';
import { EXECUTORS, grants, grantsByFunction, leadingKeys } from './statements.ts';
import { resourcesOf, synthesizedTemplate } from './synthesized.ts';

const GATES = ['AgentRun', 'RequestAction', 'Mcp'];
const byFunction = grantsByFunction(resourcesOf(synthesizedTemplate()));
const together = (table: string) =>
  Object.fromEntries(
    ['Decide', ...GATES, ...EXECUTORS].flatMap((name) => {
      const statements = byFunction[name] ?? [];
      const [found] = statements.filter((statement) => grants(statement, 'BatchGetItem', table));
      return found ? [[name, leadingKeys(found)]] : [];
    }),
  );

describe('several items by one request', () => {
  it('are read by gates, Decide and the executors: what each judges or decides by', () => {
    const gates = Object.fromEntries(GATES.map((name) => [name, ['AGENT#*', 'WORKSPACE']]));
    const executors = Object.fromEntries(EXECUTORS.map((name) => [name, ['ACTION#*', 'AGENT#*', 'WORKSPACE']]));
    expect(together('TablesWork')).toEqual({ Decide: ['ACTION#*', 'AGENT#*', 'PERSON#*'], ...gates, ...executors });
  });

  it('are read of the ledger by Decide alone: an executor is told its row, or reads all rows of the action', () => {
    expect(together('TablesLedger')).toEqual({ Decide: undefined });
  });
});

describe('a claim of a row that was told', () => {
  it.each(EXECUTORS)('of %s may ask for the row as it stands, which decides what runs', (name) => {
    const updates = (byFunction[name] ?? []).filter((statement) => grants(statement, 'UpdateItem', 'TablesLedger'));
    expect(updates).toHaveLength(1);
    expect(JSON.stringify(updates)).not.toContain('dynamodb:ReturnValues');
  });
});

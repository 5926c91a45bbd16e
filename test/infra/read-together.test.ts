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
    const rules = Object.fromEntries([...GATES, ...EXECUTORS].map((name) => [name, ['AGENT#*', 'WORKSPACE']]));
    expect(together('TablesWork')).toEqual({ Decide: ['ACTION#*', 'AGENT#*', 'PERSON#*'], ...rules });
  });

  it('of the ledger are rows that people made, and for Decide also the guardrail’s', () => {
    const executors = Object.fromEntries(EXECUTORS.map((name) => [name, ['act_*']]));
    expect(together('TablesLedger')).toEqual({ Decide: undefined, ...executors });
  });
});

import { describe, expect, it } from 'vitest';
import { EXECUTORS, grants, grantsByFunction, leadingKeys } from './statements.ts';
import { resourcesOf, synthesizedTemplate } from './synthesized.ts';

const byFunction = grantsByFunction(resourcesOf(synthesizedTemplate()));
const together = (table: string) =>
  Object.fromEntries(
    ['Decide', ...EXECUTORS].flatMap((name) => {
      const statements = byFunction[name] ?? [];
      const [found] = statements.filter((statement) => grants(statement, 'BatchGetItem', table));
      return found ? [[name, leadingKeys(found)]] : [];
    }),
  );

describe('several items by one request', () => {
  it('are read by Decide and the executors, and only what each may read one by one', () => {
    const executors = Object.fromEntries(EXECUTORS.map((name) => [name, ['AGENT#*', 'WORKSPACE']]));
    expect(together('TablesWork')).toEqual({ Decide: ['AGENT#*', 'PERSON#*'], ...executors });
  });

  it('of the ledger are rows that people made, and for Decide also the guardrail’s', () => {
    const executors = Object.fromEntries(EXECUTORS.map((name) => [name, ['act_*']]));
    expect(together('TablesLedger')).toEqual({ Decide: undefined, ...executors });
  });
});
